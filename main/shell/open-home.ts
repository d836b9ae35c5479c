import { mkdirSync } from 'node:fs';
import { shell } from 'electron';

/** Shows our folder in the file manager. Throws with the system's words when that does not work. */
export async function openHome(home: string): Promise<void> {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const failure = await shell.openPath(home);
  if (failure !== '') throw new Error(failure);
}
