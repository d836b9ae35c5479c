import * as v from 'valibot';
import { message } from '../../i18n/message.ts';
import type { ListedSandbox } from '../../model/sandbox.ts';
import { nameTwice } from '../listing.ts';
import { parseDaemonList } from './daemon-list.ts';
import { askJson, DaemonError } from './http-json.ts';

/** A microVM boots in 4 to 9 s with its template at hand (reference, section 4.2). */
const startDeadlineMs = 60_000;

const healthSchema = v.object({ api_version: v.optional(v.string()), status: v.optional(v.string()) });
const infoSchema = v.object({ docker_socket: v.optional(v.string()) });
const networkLogSchema = v.object({
  // Null for none, as Go writes an empty list. Left out it is another document, which says nothing about the network.
  allowed_hosts: v.nullable(v.array(v.object({ host: v.string(), vm_name: v.string(), last_seen: v.string() }))),
});
export type NetworkLog = NonNullable<v.InferOutput<typeof networkLogSchema>['allowed_hosts']>;

/** The questions that are asked of `sandboxd` over its own socket (reference, section 3.2). Each throws `DaemonError`. */
export interface DaemonApi {
  /** The version of its interface; null when it does not say one. */
  health(): Promise<string | null>;
  sandboxes(): Promise<readonly ListedSandbox[]>;
  /** The path of the daemon's Docker-compatible socket. */
  dockerSocket(): Promise<string>;
  networkLog(): Promise<NetworkLog>;
  /** Starts a stopped sandbox, without a session: nothing is attached to it. */
  start(name: string): Promise<void>;
}

export function daemonApi(socketPath: string): DaemonApi {
  return {
    async health() {
      return parse(healthSchema, await askJson(socketPath, '/daemon/health')).api_version ?? null;
    },
    async sandboxes() {
      const listed = parseDaemonList(await askJson(socketPath, '/sandbox'));
      if (listed === null) throw new DaemonError('bad-answer', message('daemon.badList'), 200);
      const twice = nameTwice(listed);
      if (twice !== null) throw new DaemonError('bad-answer', message('daemon.nameTwice', { name: twice }), 200);
      return listed;
    },
    async dockerSocket() {
      const { docker_socket: path } = parse(infoSchema, await askJson(socketPath, '/daemon/info'));
      if (path === undefined) throw new DaemonError('bad-answer', message('daemon.noSocket'), 200);
      return path;
    },
    async networkLog() {
      return parseNetworkLog(await askJson(socketPath, '/network/log'));
    },
    async start(name) {
      await askJson(socketPath, `/sandbox/${encodeURIComponent(name)}/start`, 'POST', startDeadlineMs);
    },
  };
}

/** The same document that `sbx policy log --json` prints. Throws `DaemonError`. */
export function parseNetworkLog(raw: unknown): NetworkLog {
  return parse(networkLogSchema, raw).allowed_hosts ?? [];
}

function parse<Schema extends v.GenericSchema>(schema: Schema, raw: unknown): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, raw);
  if (!parsed.success) throw new DaemonError('bad-answer', message('daemon.notUnderstood'), 200);
  return parsed.output;
}
