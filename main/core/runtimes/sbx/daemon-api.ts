import http from 'node:http';
import * as v from 'valibot';

const deadlineMs = 5_000;
const maxBodyBytes = 4 * 1024 * 1024;

/** The daemon did not answer as it should. `status` is its HTTP status, null when there was no answer at all. */
export class DaemonError extends Error {
  override readonly name = 'DaemonError';
  constructor(
    message: string,
    readonly status: number | null,
  ) {
    super(message);
  }
}

const infoSchema = v.object({ docker_socket: v.optional(v.string()) });
const networkLogSchema = v.object({
  allowed_hosts: v.optional(
    v.nullable(v.array(v.object({ host: v.string(), vm_name: v.string(), last_seen: v.string() }))),
  ),
});
export type NetworkLog = NonNullable<v.InferOutput<typeof networkLogSchema>['allowed_hosts']>;

/** The questions that are asked of `sandboxd` over its own socket (reference, section 3.2). Each throws `DaemonError`. */
export interface DaemonApi {
  /** The path of the daemon's Docker-compatible socket. */
  dockerSocket(): Promise<string>;
  networkLog(): Promise<NetworkLog>;
}

export function daemonApi(socketPath: string): DaemonApi {
  return {
    async dockerSocket() {
      const { docker_socket: path } = parse(infoSchema, await getJson(socketPath, '/daemon/info'));
      if (path === undefined) throw new DaemonError('The daemon names no Docker socket.', 200);
      return path;
    },
    async networkLog() {
      return parse(networkLogSchema, await getJson(socketPath, '/network/log')).allowed_hosts ?? [];
    },
  };
}

function parse<Schema extends v.GenericSchema>(schema: Schema, raw: unknown): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, raw);
  if (!parsed.success) throw new DaemonError('The daemon gave an answer that cannot be understood.', 200);
  return parsed.output;
}

function getJson(socketPath: string, path: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const failed = (message: string, status: number | null = null) => reject(new DaemonError(message, status));
    const signal = AbortSignal.timeout(deadlineMs);
    const request = http.get({ socketPath, path, host: 'localhost', agent: false, signal }, (response) => {
      const chunks: Buffer[] = [];
      let sizeBytes = 0;
      response.on('data', (chunk: Buffer) => {
        sizeBytes += chunk.length;
        if (sizeBytes > maxBodyBytes) request.destroy(new Error('the answer is too large'));
        else chunks.push(chunk);
      });
      response.on('error', () => failed('The daemon broke off its answer.'));
      response.on('end', () => {
        if (response.statusCode !== 200) return failed('The daemon refused the question.', response.statusCode ?? null);
        try {
          resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')));
        } catch {
          failed('The daemon gave an answer that cannot be understood.', 200);
        }
      });
    });
    request.on('error', () => failed('The daemon did not answer.'));
  });
}
