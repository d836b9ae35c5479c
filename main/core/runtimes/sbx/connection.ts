import { message, type Message } from '../../i18n/message.ts';
import type { RuntimeState } from '../../model/runtime.ts';
import type { Surroundings } from '../../process/find-executable.ts';
import type { LookNeeds } from '../runtime.ts';
import { daemonApi, type DaemonApi } from './daemon-api.ts';
import { DaemonError } from './http-json.ts';
import type { DaemonStatus, SbxCli } from './sbx-cli.ts';
import { daemonSockets, trustOf, type SocketTrust } from './sockets.ts';

/** A daemon that answered is asked again how it is after this time; a list in between says it as well. */
const healthMaxAgeMs = 60_000;
/** While the daemon does not run, its socket is what shows that it does again; the command is asked this rarely. */
const downMaxAgeMs = 5 * 60_000;

export interface ConnectionParts {
  readonly cli: SbxCli;
  readonly findSbx: () => Promise<string | null>;
  readonly surroundings: Surroundings;
  readonly trust?: (socket: string) => Promise<SocketTrust>;
  readonly openApi?: (socket: string) => DaemonApi;
}

/** How the daemon is asked at present. */
export interface Line {
  readonly api: DaemonApi | null;
  readonly apiVersion: string | null;
  /** Its socket, also when it is not asked over it; null when nobody knows it. */
  readonly socket: string | null;
}

const closed: Line = { api: null, apiVersion: null, socket: null };

/**
 * Finds the way to the daemon: its own socket where that is this user's and answers, else the command line. It never starts
 * one: a command that would is only run after the daemon was seen to run (reference, section 2.4).
 */
export class Connection {
  readonly #parts: Required<ConnectionParts>;
  #line: Line = closed;
  #healthyAtMs: number | null = null;
  #saidSocket: string | null = null;
  #cliSaid: { readonly status: DaemonStatus; readonly atMs: number } | null = null;

  constructor(parts: ConnectionParts) {
    this.#parts = { trust: trustOf, openApi: daemonApi, ...parts };
  }

  get line(): Line {
    return this.#line;
  }

  /** After an answer that failed: the next look finds the way anew. */
  drop(): void {
    this.#healthyAtMs = null;
  }

  /** Never throws. */
  async detect(needs: LookNeeds): Promise<RuntimeState> {
    const bySocket = await this.#trySockets(needs);
    if (bySocket.state) return bySocket.state;
    this.#line = closed;
    this.#healthyAtMs = null;
    const file = await this.#parts.findSbx();
    if (file === null) {
      return { id: 'sbx', state: 'not-installed', detail: message('command.noSbx') };
    }
    const status = await this.#cliStatus(file, needs);
    if (status.state === 'running' && status.socket !== this.#saidSocket) {
      this.#saidSocket = status.socket;
      const again = await this.#trySockets(needs);
      if (again.state) return again.state;
    }
    return this.#stateOf(status, bySocket.why);
  }

  async #trySockets(needs: LookNeeds): Promise<{ readonly state?: RuntimeState; readonly why: Message | null }> {
    let why: Message | null = null;
    for (const socket of daemonSockets(this.#saidSocket, this.#parts.surroundings)) {
      const trust = await this.#parts.trust(socket);
      if (trust === 'absent') continue;
      if (trust !== 'trusted') {
        why =
          trust === 'foreign'
            ? message('daemon.foreignSocket', { socket })
            : message('daemon.noSuchSocket', { socket });
        continue;
      }
      const known = this.#line.socket === socket && this.#line.api !== null && this.#healthyAtMs !== null;
      if (known && !needs.force && needs.monotonicMs - (this.#healthyAtMs ?? 0) < healthMaxAgeMs) {
        return { state: this.#ready(), why };
      }
      const kept = this.#line.socket === socket ? this.#line.api : null;
      const api = kept ?? this.#parts.openApi(socket);
      try {
        this.#line = { api, apiVersion: await versionOf(api), socket };
        this.#healthyAtMs = needs.monotonicMs;
        return { state: this.#ready(), why };
      } catch (error) {
        if (!(error instanceof DaemonError)) throw error;
        if (error.code === 'timed-out') return { state: { id: 'sbx', state: 'hung', detail: error.said }, why };
        if (error.status === 401) return { state: { id: 'sbx', state: 'signed-out', detail: error.said }, why };
        if (error.code !== 'refused') why = error.said;
      }
    }
    return { why };
  }

  #ready(): RuntimeState {
    const { apiVersion } = this.#line;
    return { id: 'sbx', state: 'ready', via: 'socket', ...(apiVersion !== null && { apiVersion }) };
  }

  async #cliStatus(file: string, needs: LookNeeds): Promise<DaemonStatus> {
    const said = this.#cliSaid;
    // That it ran a while ago is worth nothing: the commands that follow would start one that does not.
    const down = said?.status.state === 'not-running' || said?.status.state === 'too-old';
    if (said && down && !needs.force && needs.monotonicMs - said.atMs < downMaxAgeMs) return said.status;
    const status = await this.#parts.cli.daemonStatus(file);
    this.#cliSaid = { status, atMs: needs.monotonicMs };
    return status;
  }

  #stateOf(status: DaemonStatus, why: Message | null): RuntimeState {
    switch (status.state) {
      case 'running':
        this.#line = { api: null, apiVersion: null, socket: status.socket };
        return { id: 'sbx', state: 'ready', via: 'cli', ...(why !== null && { detail: why }) };
      case 'not-running':
        return { id: 'sbx', state: 'daemon-not-running', detail: status.detail };
      case 'hung':
      case 'too-old':
        return { id: 'sbx', state: status.state, detail: status.detail };
      case 'not-understood':
        return { id: 'sbx', state: 'error', detail: status.detail };
    }
  }
}

/** Versions came and went without `/daemon/health`: what answers a list is as good (reference/peers, section 6). */
async function versionOf(api: DaemonApi): Promise<string | null> {
  try {
    return await api.health();
  } catch (error) {
    if (!(error instanceof DaemonError) || error.status !== 404) throw error;
    await api.sandboxes();
    return null;
  }
}
