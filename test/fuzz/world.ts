import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import type { Clock } from '../../main/core/host/clock.ts';
import { closeServer } from '../lab/socket-server.ts';

/** What is done to an answer on its way; `null` lets it pass. A socket can also break off in the middle. */
export interface Spoiled {
  readonly bytes: Buffer;
  readonly exitCode?: number;
  readonly status?: number;
  readonly breakOff?: boolean;
  readonly outcome?: 'timed-out' | 'too-much-output' | 'signalled' | 'failed-to-start';
}
export type Spoil = (channel: string, text: string) => Spoiled | null;

const containerId = (name: string) => Buffer.from(name.padEnd(32, '.')).toString('hex');

/**
 * The runtimes of a machine as they would answer, on real sockets, with every answer on its way through `spoil`. What is true
 * stands in `work`: processor time and network of every sandbox run on with the clock, or stand still.
 */
export class World {
  spoil: Spoil = () => null;
  clock: Clock | null = null;
  work: { readonly cpu: boolean; readonly network: boolean } = { cpu: true, network: true };
  readonly stops: string[] = [];
  readonly #servers: http.Server[] = [];

  private constructor(readonly dir: string) {}

  static async start(): Promise<World> {
    const world = new World(await mkdtemp(path.join(os.tmpdir(), 'fuzz-')));
    await mkdir(path.join(world.dir, 'bin'));
    for (const program of ['sbx', 'docker']) {
      const file = path.join(world.dir, 'bin', program);
      await writeFile(file, '#!/bin/sh\nexit 70\n');
      await chmod(file, 0o755);
    }
    const engine = (names: readonly string[]) => (method: string, url: URL) => world.#engine(method, url, names);
    await world.#serve('sandboxd', (_, url) => world.#sandboxd(url.pathname));
    await world.#serve('sbx-docker', engine(['api', 'web']));
    await world.#serve('vm', engine(['claude']));
    await world.#serve('engine', engine(['old']));
    return world;
  }

  get env(): Readonly<Record<string, string>> {
    return {
      PATH: path.join(this.dir, 'bin'),
      SANDMAN_ONLY_PATH: '1',
      HOME: this.dir,
      DOCKER_HOST: `unix://${this.socket('engine')}`,
      DOCKER_SANDBOXES_API: this.socket('sandboxd'),
    };
  }

  socket(name: string): string {
    return path.join(this.dir, `${name}.sock`);
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#servers.map(closeServer));
    await rm(this.dir, { recursive: true, force: true });
  }

  /** What `sbx` or `docker` print for a command; null for one that they do not know. */
  command(args: readonly string[]): string | null {
    const words = args.filter((arg) => !arg.startsWith('-')).join(' ');
    if (words.includes('stop ')) this.stops.push(words);
    if (words.startsWith('inspect ')) {
      return JSON.stringify({
        name: words.slice(8),
        state: 'running',
        sessions: this.work.cpu && this.work.network ? this.#count(0.0002) % 3 : 0,
      });
    }
    switch (words) {
      case 'daemon status':
        return JSON.stringify({
          status: 'running',
          socket: this.socket('sandboxd'),
          logs: path.join(this.dir, 'daemon.log'),
        });
      case 'version':
        return JSON.stringify({ client: { version: 'v0.42.0' }, server: { state: 'running', api_version: '0.28.0' } });
      case 'ls':
        return JSON.stringify({ sandboxes: ['api', 'web'].map((name) => this.#listed(name)) });
      case 'sandbox ls': {
        const vm = {
          name: 'vm',
          agent: 'claude',
          status: 'running',
          socket_path: this.socket('vm'),
          workspaces: ['/w'],
        };
        return JSON.stringify({ vms: [vm] }, null, 2);
      }
      default:
        return words.includes('stop ') ? '' : null;
    }
  }

  /** Processor time of a sandbox so far, in milliseconds. */
  cpuTimeMs(): number {
    return this.work.cpu ? this.#count(0.5) : 1_000;
  }

  containerId(name: string): string {
    return containerId(name);
  }

  #count(perMs: number): number {
    return Math.round((this.clock?.monotonicMs() ?? 0) * perMs) + 1_000;
  }

  #listed(name: string) {
    return { name, agent: 'claude', status: 'running', workspaces: [`/home/user/${name}`], id: `uuid-${name}` };
  }

  #sandboxd(pathname: string): unknown {
    switch (pathname) {
      case '/daemon/health':
        return { api_version: '0.28.0', revision: '0', release: 'v0.42.0', status: 'ok', version: 'v0.42.0' };
      case '/daemon/info':
        return { api_socket: this.socket('sandboxd'), docker_socket: this.socket('sbx-docker') };
      case '/sandbox':
        return ['api', 'web'].map((name) => ({ ...this.#listed(name), workspace: `/home/user/${name}` }));
      case '/network/log': {
        const nowMs = this.work.network ? (this.clock?.wallMs() ?? 0) : Date.parse('2026-11-23T08:00:00Z');
        const seen = { proxy_type: 'forward', rule: 'domain-allowed', last_seen: new Date(nowMs).toISOString() };
        const rows = ['api', 'web'].map((name) => ({
          host: 'api.github.com:443',
          vm_name: name,
          ...seen,
          count_since: 2,
        }));
        return { blocked_hosts: [], allowed_hosts: rows };
      }
      default:
        return undefined;
    }
  }

  #engine(method: string, url: URL, names: readonly string[]): unknown {
    const match = /^(?:\/v\d+\.\d+)?\/containers\/([^/]+)\/?(json|stats|stop)?$/.exec(url.pathname);
    if (match?.[1] === 'json') {
      return names.map((name) => ({
        Id: containerId(name),
        Names: [`/${name}`],
        State: 'running',
        Labels: { 'docker/sandbox': 'true', 'com.docker.sandbox.agent': 'claude' },
      }));
    }
    if (method === 'POST') this.stops.push(url.pathname);
    if (match?.[2] === 'json') return { Id: match[1], State: { StartedAt: '2026-11-23T08:00:00Z' } };
    if (match?.[2] !== 'stats') return undefined;
    const bytes = this.work.network ? this.#count(100) : 5_000;
    return {
      memory_stats: { usage: 900_000_000, stats: { inactive_file: 100_000_000 }, limit: 16e9 },
      cpu_stats: { cpu_usage: { total_usage: this.cpuTimeMs() * 1e6 } },
      networks: { eth0: { rx_bytes: bytes, tx_bytes: bytes } },
    };
  }

  async #serve(name: string, answer: (method: string, url: URL) => unknown): Promise<void> {
    const server = http.createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://fuzz');
      const body = answer(request.method ?? 'GET', url);
      const text = body === undefined ? '' : JSON.stringify(body);
      const spoiled = this.spoil(`${name} ${url.pathname}`, text);
      response.writeHead(spoiled?.status ?? (body === undefined ? 404 : 200), { 'content-type': 'application/json' });
      if (!spoiled?.breakOff) response.end(spoiled ? spoiled.bytes : text);
      else
        response.write(Buffer.concat([Buffer.from(' '), spoiled.bytes.subarray(0, spoiled.bytes.length / 2)]), () =>
          request.socket.destroy(),
        );
    });
    await new Promise<void>((resolve) => server.listen(this.socket(name), resolve));
    this.#servers.push(server);
  }
}
