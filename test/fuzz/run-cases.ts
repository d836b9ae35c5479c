import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createRunner } from '../../main/core/process/run.ts';
import { loadCaptures, type Capture } from './corpus.ts';
import { mutate } from './mutate.ts';
import { isNamedError, must, parsers } from './parsers.ts';
import { caseSeed, Random } from './random.ts';
import { watchIdle, watchSpoiled } from './watching.ts';
import { World } from './world.ts';

export interface FuzzOptions {
  readonly seed: number;
  /** Ends after so many cases, or when the time is over; one of the two is given. */
  readonly cases?: number;
  readonly seconds?: number;
  /** This case alone, to look at a failure. */
  readonly only?: number;
}

export interface Failure {
  readonly index: number;
  readonly kind: string;
  readonly message: string;
}

export interface FuzzReport {
  readonly seed: number;
  readonly cases: number;
  /** How many cases of each kind ran. */
  readonly byKind: Readonly<Record<string, number>>;
  /** Answers that were refused with an error that says what is wrong. */
  readonly refused: number;
  readonly failures: readonly Failure[];
}

const hugeBytes = 50 * 1024 * 1024;
const enoughFailures = 20;

/** Runs cases one after another. What a case does hangs on the seed and its number alone. */
export async function runCases(options: FuzzOptions): Promise<FuzzReport> {
  const fuzz = await Fuzz.start(options.seed);
  const strays: unknown[] = [];
  const stray = (error: unknown) => strays.push(error);
  process.on('unhandledRejection', stray);
  process.on('uncaughtException', stray);
  const untilMs = performance.now() + (options.seconds ?? Number.POSITIVE_INFINITY) * 1000;
  const end = options.cases ?? (options.seconds === undefined ? 0 : Number.POSITIVE_INFINITY);
  try {
    if ((await watchIdle(fuzz.world)).length === 0) fuzz.fail(-1, 'control', 'the watcher stops nothing at all');
    for (let index = options.only ?? 0; index < (options.only === undefined ? end : options.only + 1); index += 1) {
      if (performance.now() > untilMs || fuzz.failures.length >= enoughFailures) break;
      await fuzz.run(index);
      for (const error of strays.splice(0))
        fuzz.fail(index, 'nobody', `an error that nobody caught: ${describe(error)}`);
    }
    return fuzz.report();
  } finally {
    process.off('unhandledRejection', stray);
    process.off('uncaughtException', stray);
    await fuzz.dispose();
  }
}

class Fuzz {
  readonly failures: Failure[] = [];
  readonly #byKind: Record<string, number> = {};
  #cases = 0;
  #refused = 0;

  private constructor(
    readonly seed: number,
    readonly world: World,
    private readonly captures: readonly Capture[],
    private readonly dir: string,
  ) {}

  static async start(seed: number): Promise<Fuzz> {
    const dir = await mkdtemp(path.join(os.tmpdir(), 'fuzz-child-'));
    return new Fuzz(seed, await World.start(), loadCaptures(), dir);
  }

  async dispose(): Promise<void> {
    await this.world.dispose();
    await rm(this.dir, { recursive: true, force: true });
  }

  report(): FuzzReport {
    const { seed, failures } = this;
    return { seed, cases: this.#cases, byKind: this.#byKind, refused: this.#refused, failures };
  }

  fail(index: number, kind: string, message: string): void {
    this.failures.push({ index, kind, message });
  }

  async run(index: number): Promise<void> {
    const random = new Random(caseSeed(this.seed, index));
    const kind = kindOf(index);
    this.#cases += 1;
    this.#byKind[kind] = (this.#byKind[kind] ?? 0) + 1;
    try {
      if (kind === 'parsers') this.#parse(random);
      else if (kind === 'watcher') await watchSpoiled(this.world, random);
      else await this.#throughChild(random, kind === 'huge output');
    } catch (error) {
      this.fail(index, kind, describe(error));
    }
  }

  /** One capture, changed once, is given to every parser: also to those that were never meant to read it. */
  #parse(random: Random): void {
    const { file, text } = random.pick(this.captures);
    const { bytes, how } = mutate(text, random);
    const read = bytes.toString('utf8');
    for (const [name, parse] of Object.entries(parsers)) {
      try {
        parse(read);
      } catch (error) {
        if (!isNamedError(error)) throw new Error(`${name}, given ${file} (${how}): ${describe(error)}`);
        this.#refused += 1;
      }
    }
  }

  /** The bytes come out of a real program, through the real runner. */
  async #throughChild(random: Random, huge: boolean): Promise<void> {
    const { run } = createRunner({ env: process.env });
    let number = 0;
    const child = async (base64: string, _: readonly string[], options: { deadlineMs: number }) => {
      const file = path.join(this.dir, `output-${(number += 1)}`);
      await writeFile(file, Buffer.from(base64, 'base64'));
      return run('/bin/cat', huge && number === 1 ? [file, '/dev/zero'] : [file], options);
    };
    if (!huge) return void (await watchSpoiled(this.world, random, child));
    const capture = random.pick(this.captures).text;
    const file = path.join(this.dir, 'huge');
    const half = Buffer.alloc(hugeBytes, random.chance(0.5) ? ' ' : capture);
    await writeFile(file, random.chance(0.5) ? Buffer.concat([Buffer.from(capture), half]) : half);
    const result = await run('/bin/cat', [file], { deadlineMs: 20_000 });
    must(result.outcome === 'too-much-output', `50 MB of output ended as ${result.outcome}`);
  }
}

/** Of a thousand cases 975 go to the parsers, 20 to the watcher, 4 through a child, and one of these writes 50 MB. */
function kindOf(index: number): 'parsers' | 'watcher' | 'child' | 'huge output' {
  const place = index % 1000;
  if (place === 500) return 'huge output';
  if (place % 250 === 7) return 'child';
  return place % 50 === 11 ? 'watcher' : 'parsers';
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
