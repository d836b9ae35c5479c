import { cp } from 'node:fs/promises';
import path from 'node:path';

/** An Electron that nobody else runs. */
export interface OwnElectron {
  readonly executable: string;
  readonly env: Readonly<Record<string, string>>;
}

const helper = 'chrome-sandbox';

/**
 * A copy of the Electron of this executable in a new folder. Whoever else runs the same one has its files mapped, takes a
 * share of them, and makes what is measured look smaller than it is; a copy is shared by nobody. The helper of Chromium's
 * sandbox stays where it is, because a copy would not belong to root.
 */
export async function ownElectron(executable: string, folder: string): Promise<OwnElectron> {
  const from = path.dirname(executable);
  await cp(from, folder, { recursive: true, filter: (file) => file !== path.join(from, helper) });
  return {
    executable: path.join(folder, path.basename(executable)),
    env: { CHROME_DEVEL_SANDBOX: path.join(from, helper) },
  };
}
