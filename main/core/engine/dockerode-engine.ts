import type Docker from 'dockerode';
import * as v from 'valibot';
import { withDeadline } from '../process/deadline.ts';
import { EngineError, type Engine, type EngineEndpoint, type EngineErrorCode } from './engine.ts';
import { parseStats } from './stats.ts';

const deadlineMs = 5_000;
const startDeadlineMs = 20_000;

const containerSchema = v.object({
  Id: v.string(),
  Names: v.optional(v.array(v.string()), []),
  State: v.optional(v.string(), ''),
  Labels: v.optional(v.nullable(v.record(v.string(), v.string()))),
});
const inspectSchema = v.object({
  State: v.object({ StartedAt: v.optional(v.string()) }),
  HostConfig: v.optional(v.object({ Memory: v.optional(v.pipe(v.number(), v.finite())) })),
});
const infoSchema = v.object({ MemTotal: v.optional(v.pipe(v.number(), v.finite())) });

/** An Engine over dockerode. Nothing is loaded or connected before the first question: the library is a large one. */
export function openDockerode(endpoint: EngineEndpoint): Engine {
  let made: Promise<Docker> | null = null;
  const docker = () => (made ??= connectTo(endpoint));
  return {
    listContainers: ({ label, all }) =>
      within(deadlineMs, async (abortSignal) => {
        const filters = label === undefined ? {} : { filters: { label: [label] } };
        const raw: unknown = await (await docker()).listContainers({ all, ...filters, abortSignal });
        return v.parse(v.array(containerSchema), raw).map((one) => ({
          id: one.Id,
          name: (one.Names[0] ?? '').replace(/^\//, ''),
          state: one.State,
          labels: one.Labels ?? {},
        }));
      }),
    inspect: (id) =>
      within(deadlineMs, async (abortSignal) => {
        const raw: unknown = await (await docker()).getContainer(id).inspect({ abortSignal });
        const { State: state, HostConfig: config } = v.parse(inspectSchema, raw);
        const atMs = Date.parse(state.StartedAt ?? '');
        const limitBytes = config?.Memory ?? 0;
        return {
          // A container that never ran says year 1.
          startedAtMs: Number.isNaN(atMs) || atMs < 0 ? null : atMs,
          memoryLimitBytes: limitBytes > 0 ? limitBytes : null,
        };
      }),
    memoryTotalBytes: () =>
      within(deadlineMs, async (abortSignal) => {
        // The typings do not know that this call takes the signal, too.
        const engine = await docker();
        const info = engine.info.bind(engine) as (options: object) => Promise<unknown>;
        const totalBytes = v.parse(infoSchema, await info({ abortSignal })).MemTotal ?? 0;
        return totalBytes > 0 ? totalBytes : null;
      }),
    stats: (id) =>
      within(deadlineMs, async (abortSignal) => {
        // The typings know neither the signal nor `one-shot`, without which the Engine takes a second to answer.
        const options: { stream: false } = Object.assign({ stream: false as const }, { 'one-shot': true, abortSignal });
        return parseStats(await (await docker()).getContainer(id).stats(options));
      }),
    start: (id) =>
      within(startDeadlineMs, async (abortSignal) => {
        const engine = await docker();
        await engine.getContainer(id).start({ abortSignal }).catch(unlessAlreadySo);
      }),
    stop: (id, graceSeconds) =>
      within(deadlineMs + graceSeconds * 1000, async (abortSignal) => {
        const engine = await docker();
        await engine.getContainer(id).stop({ t: graceSeconds, abortSignal }).catch(unlessAlreadySo);
      }),
  };
}

async function connectTo(endpoint: EngineEndpoint): Promise<Docker> {
  const { default: Dockerode } = await import('dockerode');
  const docker =
    endpoint.kind === 'socket'
      ? new Dockerode({ socketPath: endpoint.path })
      : new Dockerode({ host: endpoint.host, port: endpoint.port, protocol: endpoint.protocol });
  failInPlace(docker.modem as unknown as Modem);
  return docker;
}

type Build = (...args: readonly [...unknown[], (error: unknown) => void]) => void;
interface Modem {
  buildPayload: Build;
}

/**
 * An error of the Engine whose `message` has a member called `toString` makes the library throw while it words its own error: in
 * a callback of the socket, where nobody can catch it and the whole program would end. It becomes the answer's error here.
 */
function failInPlace(modem: Modem): void {
  const build = modem.buildPayload;
  modem.buildPayload = (...args) => {
    try {
      build.apply(modem, args);
    } catch (error) {
      (args.at(-1) as (error: unknown) => void)(error);
    }
  };
}

/** 304: it is already what it was asked to become. */
function unlessAlreadySo(error: unknown): void {
  if (statusOf(error) !== 304) throw error;
}

/** Gives up after the deadline and takes the request down with it. */
function within<T>(limitMs: number, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return withDeadline(limitMs, async (signal) => {
    // Raced as well: a request that does not mind its signal must not hold up the look.
    const expired = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new EngineError('timed-out')));
    });
    try {
      return await Promise.race([ask(signal), expired]);
    } catch (error) {
      throw asEngineError(error, signal.aborted);
    }
  });
}

const codes: Readonly<Record<string, EngineErrorCode>> = {
  ENOENT: 'no-socket',
  ECONNREFUSED: 'refused',
  EACCES: 'forbidden',
  EPERM: 'forbidden',
};

function asEngineError(error: unknown, timedOut: boolean): EngineError {
  if (error instanceof EngineError) return error;
  if (timedOut) return new EngineError('timed-out');
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = codes[code];
  if (known) return new EngineError(known, code);
  if (statusOf(error) === 404) return new EngineError('not-found');
  return new EngineError('bad-answer');
}

function statusOf(error: unknown): number | null {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : null;
}
