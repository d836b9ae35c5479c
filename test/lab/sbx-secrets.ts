import type { ProgramAnswer } from './programs/protocol.ts';

type Kept = { readonly kind: 'value' | 'reference'; readonly text: string };

const ok = (stdout = ''): ProgramAnswer => ({ stdout, stderr: '', code: 0 });
const fails = (stderr: string): ProgramAnswer => ({ stdout: '', stderr: `${stderr}\n`, code: 1 });

/** The secrets that `sbx` keeps in the keychain, and its `secret` commands as the version knows them (reference, section 6.1). */
export class LabSecrets {
  readonly #global = new Map<string, Kept>();

  constructor(readonly version: string) {}

  /** What is kept for a service; null when nothing is. */
  kept(service: string): Kept | null {
    return this.#global.get(service) ?? null;
  }

  answer(args: readonly string[], given: string | undefined): ProgramAnswer {
    const [command, ...rest] = args.filter((arg) => arg !== '--no-input');
    const unknown = rest.find((arg) => arg.startsWith('-') && !this.#flags(command).includes(arg));
    if (unknown !== undefined) return fails(`ERROR: unknown flag: ${unknown}`);
    const service = rest.find((arg) => !arg.startsWith('-'));
    switch (command) {
      case 'set':
        return this.#set(rest, service, given);
      case 'import':
        return this.#import(rest, service, given);
      case 'rm':
        if (service === undefined || !this.#global.delete(service)) return fails('ERROR: secret not found');
        return ok(`Removed secret for ${service}\n`);
      case 'ls':
        return rest.includes('--json') ? ok(`${JSON.stringify(this.#listing())}\n`) : ok('SCOPE  SERVICE\n');
      default:
        return fails(`ERROR: unknown command "${command ?? ''}" for "sbx secret"`);
    }
  }

  #set(rest: readonly string[], service: string | undefined, given: string | undefined): ProgramAnswer {
    // Before 0.38 a single word is the sandbox, and there has to be another for the service.
    if (this.#minor < 38 && !rest.includes('-g')) return fails('ERROR: specify a sandbox, or -g for all of them');
    if (service === undefined) return fails('ERROR: which service?');
    const ref = rest.indexOf('--ref');
    if (ref !== -1) {
      this.#global.set(service, { kind: 'reference', text: rest[ref + 1] ?? '' });
      return ok(`Saved reference for ${service}\n`);
    }
    const value = given?.replace(/\r?\n$/, '') ?? '';
    if (value === '') return fails('ERROR: no value on stdin. Run: sbx secret set anthropic');
    this.#global.set(service, { kind: 'value', text: value });
    const deprecated = this.#minor >= 38 && rest.includes('-g') ? 'Flag --global has been deprecated\n' : '';
    return { ...ok(`Saved secret for ${service}\n`), stderr: deprecated };
  }

  #import(rest: readonly string[], service: string | undefined, given: string | undefined): ProgramAnswer {
    if (this.#minor < 35) return fails('ERROR: unknown command "import" for "sbx secret"');
    if (service === undefined || given === undefined || given === '')
      return fails('ERROR: no environment variable was detected');
    if (this.#global.has(service) && !rest.includes('--force')) return fails('ERROR: already stored; use --force');
    this.#global.set(service, { kind: 'value', text: given });
    // The real one shows the last four characters, too.
    return ok(`Imported ${service} (…${given.slice(-4)})\n`);
  }

  #listing() {
    const secrets = [...this.#global.keys()].map((name) => ({
      scope: 'global',
      type: 'service',
      name,
      secret: '(stored)',
    }));
    return { secrets, custom_secrets: [], shadowed_services: [], env_only_count: 0 };
  }

  #flags(command: string | undefined): readonly string[] {
    if (command === 'ls') return this.#minor >= 42 ? ['--json', '-g'] : ['-g'];
    if (command === 'import') return ['--force', '--all', '--dry-run'];
    return this.#minor >= 39 ? ['-g', '-f', '--ref'] : ['-g', '-f'];
  }

  get #minor(): number {
    const [major, minor] = this.version.split('.').map(Number);
    return major === 0 ? (minor ?? 0) : Number.POSITIVE_INFINITY;
  }
}
