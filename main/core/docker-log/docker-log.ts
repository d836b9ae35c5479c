import type { Clock } from '../host/clock.ts';
import type { DockerLogNote } from '../model/docker-log.ts';
import type { RuntimeId } from '../model/runtime.ts';
import type { SandboxKey } from '../model/sandbox.ts';
import type { ObservedSandbox, Snapshot } from '../model/snapshot.ts';
import { LogFollower } from './follower.ts';
import type { DockerLogFile } from './log-files.ts';
import { advanceNote, reconcileNote } from './note.ts';
import { parseDockerLogLine, type DockerLogLine } from './parse-line.ts';

/** A disk that does not answer holds up a look no longer than this; its answer is read when it comes. */
const patienceMs = 2_000;

/** So many names and ids are remembered of each log; the oldest ones are forgotten first. */
const maxSubjects = 2_000;

interface Followed {
  readonly runtime: RuntimeId;
  readonly follower: LogFollower;
  readonly notes: Map<string, DockerLogNote>;
}

/** What Docker's own logs say about each sandbox. Reading them starts nothing and asks nobody. */
export class DockerLog {
  readonly #clock: Clock;
  readonly #logs: readonly Followed[];
  readonly #seenStoppedAtMs = new Map<SandboxKey, number | null>();
  #seenBefore: ReadonlySet<SandboxKey> = new Set();
  #reading: Promise<void> | null = null;

  constructor(clock: Clock, files: readonly DockerLogFile[]) {
    this.#clock = clock;
    this.#logs = files.map(({ runtime, file }) => ({ runtime, follower: new LogFollower(file), notes: new Map() }));
  }

  /** Reads what was written since the last time; shared by those who ask while it is under way. Never throws. */
  async refresh(): Promise<void> {
    if (this.#logs.length === 0) return;
    this.#reading ??= Promise.all(this.#logs.map((log) => this.#read(log)))
      .then(() => {})
      .finally(() => (this.#reading = null));
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<void>((resolve) => (timer = setTimeout(resolve, patienceMs)));
    await Promise.race([this.#reading, over]);
    clearTimeout(timer);
  }

  /** Remembers since when each sandbox is seen to be stopped: the log alone does not tell who was first. */
  observe(snapshot: Snapshot): void {
    const keys = new Set<SandboxKey>();
    for (const { key, status } of snapshot.sandboxes) {
      keys.add(key);
      if (status === 'running') this.#seenStoppedAtMs.delete(key);
      // One that was stopped when it was first seen may have been stopped at any time before.
      else if (status === 'stopped' && !this.#seenStoppedAtMs.has(key)) {
        this.#seenStoppedAtMs.set(key, this.#seenBefore.has(key) ? snapshot.atMs : null);
      }
    }
    for (const key of this.#seenStoppedAtMs.keys()) if (!keys.has(key)) this.#seenStoppedAtMs.delete(key);
    this.#seenBefore = keys;
  }
  /** Undefined when its log says nothing of it. */
  noteFor({ runtime, name, id, key, status }: ObservedSandbox): DockerLogNote | undefined {
    const note = this.#note(runtime, name, id);
    if (!note) return undefined;
    return reconcileNote(
      note,
      status === 'stopped' ? { stoppedAtMs: this.#seenStoppedAtMs.get(key) ?? null } : 'running',
    );
  }

  /** Wall clock of the newest session event, null when there was none; undefined where no such log is read. */
  sessionEventAtMs(runtime: RuntimeId, name: string, id?: string): number | null | undefined {
    if (!this.#logs.some((log) => log.runtime === runtime && log.follower.found)) return undefined;
    return this.#note(runtime, name, id)?.sessionAtMs ?? null;
  }

  async dispose(): Promise<void> {
    await this.#reading;
    await Promise.all(this.#logs.map(({ follower }) => follower.close()));
  }

  #note(runtime: RuntimeId, name: string, id: string | undefined): DockerLogNote | undefined {
    const notes = this.#logs.find((log) => log.runtime === runtime)?.notes;
    return notes?.get(name) ?? (id === undefined ? undefined : notes?.get(id));
  }

  async #read({ follower, notes }: Followed): Promise<void> {
    const { lines, live } = await follower.poll();
    const readAtMs = this.#clock.wallMs();
    for (const text of lines) {
      const line = parseDockerLogLine(text);
      // A line that says no time and was not there at the last look was written since.
      if (line) this.#apply(notes, line.atMs === null && live ? { ...line, atMs: readAtMs } : line);
    }
  }

  #apply(notes: Map<string, DockerLogNote>, line: DockerLogLine): void {
    for (const subject of line.kind === 'daemon-started' ? [...notes.keys()] : line.subjects) {
      const next = advanceNote(notes.get(subject), line);
      notes.delete(subject);
      if (next) notes.set(subject, next);
    }
    for (const oldest of notes.keys()) {
      if (notes.size <= maxSubjects) break;
      notes.delete(oldest);
    }
  }
}
