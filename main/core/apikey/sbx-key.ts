import type { Secret } from './secret.ts';
import type { SbxKeyState } from './key-state.ts';
import { sbxAbilities } from './sbx-secret/abilities.ts';
import type { SbxSecrets, SecretChange } from './sbx-secret/sbx-secrets.ts';

export interface SbxKeyParts {
  readonly secrets: SbxSecrets;
  /** Known not to start it. */
  readonly isDaemonRunning: () => Promise<boolean>;
}

/** The key in `sbx`, as the panel shows it. */
export class SbxKey {
  readonly #parts: SbxKeyParts;
  #state: SbxKeyState | null = null;

  constructor(parts: SbxKeyParts) {
    this.#parts = parts;
  }

  state(): SbxKeyState | null {
    return this.#state;
  }

  hasKey(): boolean {
    return this.#state?.stored.stored === 'yes';
  }

  absent(): void {
    this.#state = null;
  }

  /** Never starts the daemon: while it does not run, it is not asked what it has. Throws `RuntimeError` without `sbx`. */
  async look(): Promise<void> {
    const { secrets, isDaemonRunning } = this.#parts;
    const version = await secrets.version();
    const abilities = sbxAbilities(version);
    const stored = (await isDaemonRunning()) ? await secrets.stored(abilities) : ({ stored: 'not-asked' } as const);
    this.#state = {
      version: version === null ? null : version.join('.'),
      stored,
      offersReference: abilities.reference,
      offersImport: abilities.imports,
      needsSandboxRestart: !abilities.appliesAtOnce,
    };
  }

  set(key: Secret): Promise<SecretChange> {
    return this.#parts.secrets.set(key);
  }

  async setReference(reference: string): Promise<SecretChange> {
    return this.#parts.secrets.setReference(reference);
  }

  import(key: Secret): Promise<SecretChange> {
    return this.#parts.secrets.import(key);
  }

  remove(): Promise<SecretChange> {
    return this.#parts.secrets.remove();
  }
}
