import * as v from 'valibot';
import { message } from '../../i18n/message.ts';
import { saidBy } from '../../i18n/said-error.ts';
import type { CommandOptions, CommandResult, RunCommand } from '../../process/command.ts';
import { firstJson } from '../../process/first-json.ts';
import { failureOf } from '../../runtimes/failures.ts';
import { RuntimeError } from '../../runtimes/runtime.ts';
import { Secret } from '../secret.ts';
import { keyVariable } from '../shell-file/types.ts';
import { parseSbxVersion, sbxAbilities, type SbxAbilities, type SbxVersion } from './abilities.ts';
import { parseSecretListing, type Stored } from './listing.ts';

const service = 'anthropic';
const lookDeadlineMs = 10_000;
/** It may have to start the daemon first, for which `sbx` itself waits up to a minute (reference, section 8). */
const changeDeadlineMs = 90_000;

const versionSchema = v.object({ client: v.object({ version: v.string() }) });

export interface SbxSecretsParts {
  readonly run: RunCommand;
  readonly findSbx: () => Promise<string | null>;
}

/** A change that was made. */
export interface SecretChange {
  /** Whether `sbx` lists it now; unknown where the version cannot list. */
  readonly stored: Stored;
  /** True when sandboxes that run go on with the old one until they are restarted. */
  readonly needsSandboxRestart: boolean;
}

/**
 * The key in the store of `sbx`. All but `version` may start the daemon, so it is called for the user's own click; `stored` only while
 * the daemon runs. The key goes over stdin and comes back from nowhere.
 */
export class SbxSecrets {
  readonly #parts: SbxSecretsParts;
  /** `--no-input` keeps a command from asking; versions that do not know it are asked without. */
  #noInput = true;

  constructor(parts: SbxSecretsParts) {
    this.#parts = parts;
  }

  /** Known not to start the daemon (peers, section 6). Null when it is not told. Throws `RuntimeError` when there is no `sbx`. */
  async version(): Promise<SbxVersion | null> {
    const result = await this.#parts.run(await this.#file(), ['version', '--json'], { deadlineMs: lookDeadlineMs });
    const parsed = v.safeParse(versionSchema, firstJson(result.stdout));
    return parsed.success ? parseSbxVersion(parsed.output.client.version) : null;
  }

  async abilities(): Promise<SbxAbilities> {
    return sbxAbilities(await this.version());
  }

  /** Whether there is a key. Starts the daemon when it does not run. Never throws. */
  async stored(abilities: SbxAbilities): Promise<Stored> {
    if (!abilities.listsAsJson) {
      return {
        stored: 'unknown',
        detail: message('sbxKey.cannotList', { version: '0.42' }),
      };
    }
    try {
      const result = await this.#ask(['secret', 'ls', '--json'], { deadlineMs: lookDeadlineMs });
      return parseSecretListing(result.stdout, service);
    } catch (error) {
      return { stored: 'unknown', detail: saidBy(error) };
    }
  }

  /** Stores the key for all sandboxes, in the place of one that is there. Throws `RuntimeError`. */
  set(key: Secret): Promise<SecretChange> {
    // The newline ends the line that it reads, as `echo` does in Docker's own example.
    return this.#change((abilities) => ['secret', 'set', ...scope(abilities), service], {
      input: new Secret(`${key.reveal()}\n`),
    });
  }

  /** Stores where the key is (`op://vault/item/field`) instead of the key. Throws `RuntimeError`. */
  setReference(reference: string): Promise<SecretChange> {
    if (!isReference(reference)) {
      throw new RuntimeError('error', message('sbxKey.badReference', { example: 'op://vault/item/field' }));
    }
    return this.#change((abilities) => {
      if (!abilities.reference) throw new RuntimeError('too-old', message('sbxKey.noReferences', { version: '0.39' }));
      return ['secret', 'set', ...scope(abilities), service, '--ref', reference];
    }, {});
  }

  /** Lets `sbx` itself import the key from the variable that Docker's older guides set. Replaces what is stored. Throws `RuntimeError`. */
  import(key: Secret): Promise<SecretChange> {
    return this.#change(
      (abilities) => {
        if (!abilities.imports) throw new RuntimeError('too-old', message('sbxKey.noImport', { version: '0.35' }));
        return ['secret', 'import', service, '--force'];
      },
      { secretEnv: { [keyVariable]: key } },
    );
  }

  /** Takes the key out of the store. Throws `RuntimeError`. */
  remove(): Promise<SecretChange> {
    return this.#change((abilities) => ['secret', 'rm', ...scope(abilities), service, '-f'], {});
  }

  async #change(
    argsFor: (abilities: SbxAbilities) => readonly string[],
    options: Omit<CommandOptions, 'deadlineMs'>,
  ): Promise<SecretChange> {
    const abilities = await this.abilities();
    await this.#ask(argsFor(abilities), { ...options, deadlineMs: changeDeadlineMs });
    return { stored: await this.stored(abilities), needsSandboxRestart: !abilities.appliesAtOnce };
  }

  async #ask(args: readonly string[], options: CommandOptions): Promise<CommandResult> {
    const result = await this.#parts.run(await this.#file(), this.#noInput ? [...args, '--no-input'] : args, options);
    if (result.outcome === 'exited' && result.exitCode === 0) return result;
    if (this.#noInput && /unknown flag:? .*no-input/i.test(result.stderr)) {
      this.#noInput = false;
      return this.#ask(args, options);
    }
    throw failureOf(result, `sbx ${args.slice(0, 2).join(' ')}`);
  }

  async #file(): Promise<string> {
    const file = await this.#parts.findSbx();
    if (file === null) throw new RuntimeError('not-installed', message('command.noSbx'));
    return file;
  }
}

/** `op://vault/item/[section/]field`. It becomes an argument, so a key that was put here by mistake may not pass. */
export function isReference(text: string): boolean {
  return text.length <= 512 && /^op:\/\/(?:[\w.@ -]+\/){2,3}[\w.@ -]+$/.test(text);
}

function scope({ globalFlag }: SbxAbilities): readonly string[] {
  return globalFlag ? ['-g'] : [];
}
