import { describe, expect, it } from 'vitest';
import { parseNetworkLog, type NetworkLog } from '../../../../main/core/runtimes/sbx/daemon-api.ts';
import { parseDaemonList } from '../../../../main/core/runtimes/sbx/daemon-list.ts';
import { DaemonError } from '../../../../main/core/runtimes/sbx/http-json.ts';
import { readNetwork } from '../../../../main/core/runtimes/sbx/network.ts';
import { capture } from '../../support/captures.ts';
import { unusableNames } from '../../support/names.ts';

describe("the daemon's list", () => {
  it('is read as it was captured', () => {
    expect(parseDaemonList(JSON.parse(capture('sandboxd/sbx-get-sandbox-0.38.json')))).toEqual([
      {
        id: '7f3c1c1e-6a3d-4d2a-9a0b-0b8f2f7f9c11',
        name: 'api-work',
        status: 'running',
        agent: 'claude',
        workspaces: ['/Users/dev/project'],
        ports: [{ hostPort: 8080, sandboxPort: 3000 }],
      },
    ]);
  });

  it('has more workspaces where there are more', () => {
    const raw = [
      { name: 'a', workspace: '/w', additional_workspaces: [{ dir: '/x', read_only: true }, { dir: '/y:ro' }] },
    ];
    expect(parseDaemonList(raw)).toMatchObject([{ workspaces: ['/w', '/x', '/y'], status: 'unknown' }]);
  });

  it('leaves out fields of another kind, and never guesses them', () => {
    const raw = [
      { name: 'a', status: 3, agent: {}, id: 7, workspace: [], ports: 'all', additional_workspaces: 'none' },
    ];
    expect(parseDaemonList(raw)).toEqual([{ name: 'a', status: 'unknown', workspaces: [] }]);
  });

  it.each<[unknown]>([[null], [{}], [{ sandboxes: [] }], [[{}]], [[{ name: '' }]], [['a']], [[{ name: 'a' }, null]]])(
    'is none at all: %j',
    (raw) => {
      expect(parseDaemonList(raw)).toBeNull();
    },
  );
});

describe("a name in the daemon's list", () => {
  it('makes the list unusable when it is: what it hides would look as if it were gone', () => {
    for (const name of unusableNames) expect([name, parseDaemonList([{ name: 'a' }, { name }])]).toEqual([name, null]);
  });

  it('of an agent is left out when it is, and the sandbox stays', () => {
    for (const agent of unusableNames) {
      expect(parseDaemonList([{ name: 'a', agent }])).toEqual([{ name: 'a', status: 'unknown', workspaces: [] }]);
    }
  });
});

describe('the network log', () => {
  const startMs = Date.parse('2026-06-10T11:00:00Z');
  const row = (host: string, secondsAfterStart: number, name = 's1') => ({
    host,
    vm_name: name,
    last_seen: new Date(startMs + secondsAfterStart * 1000).toISOString(),
  });
  const read = async (log: NetworkLog, name = 's1') =>
    (
      await readNetwork(
        () => Promise.resolve(log),
        () => startMs,
      )
    )(name);

  it('is read as it was captured', async () => {
    const log = parseNetworkLog(JSON.parse(capture('sbx/policy-log-0.3x.json')));
    const atMs = Date.parse('2026-06-10T11:29:10Z');
    expect(await read(log)).toMatchObject({ kind: 'last-seen', atMs, modelAtMs: null });
    expect(await read(log, 'another')).toEqual({ kind: 'last-seen', atMs: null, modelAtMs: null });
  });

  it('gives the newest request, and the newest to a model', async () => {
    const log = [row('github.com:443', 900), row('api.anthropic.com:443', 600), row('example.org:443', 300)];
    expect(await read(log)).toMatchObject({ atMs: startMs + 900_000, modelAtMs: startMs + 600_000 });
  });

  it('is another one after a request that is dated before an older one, because the clock was set back', async () => {
    const rowsMs = async (first: number, second: number) => {
      const reading = await read([row('github.com:443', first), row('example.org:443', second)]);
      return reading.kind === 'last-seen' ? reading.rowsMs : undefined;
    };
    expect(await rowsMs(900, 300)).not.toBe(await rowsMs(900, 240));
    expect(await rowsMs(900, 300)).toBe(2 * startMs + 1_200_000);
  });

  it.each([
    'statsig.anthropic.com:443',
    'o1.ingest.sentry.io:443',
    'http-intake.logs.datadoghq.com:443',
    'telemetry.x.io',
  ])('takes a beat of %s for no work', async (host) => {
    expect(await read([row(host, 900)])).toEqual({ kind: 'last-seen', atMs: null, modelAtMs: null });
  });

  it('takes what every sandbox fetches at its start for no work, and the same later for work', async () => {
    expect(await read([row('ports.ubuntu.com:80', 60), row('download.docker.com:443', 90)])).toMatchObject({
      atMs: null,
    });
    expect(await read([row('download.docker.com:443', 900)])).toMatchObject({ atMs: startMs + 900_000 });
  });

  it('does not take a host for a model because its name ends like one', async () => {
    expect(await read([row('notanthropic.com:443', 900)])).toMatchObject({ modelAtMs: null });
  });

  it('says nothing when one time in it cannot be read', async () => {
    expect(await read([{ host: 'x', vm_name: 's1', last_seen: 'lately' }])).toEqual({ kind: 'unknown' });
  });

  it.each<[unknown]>([
    [null],
    [[]],
    [{}],
    [{ message: 'no' }],
    [{ allowed_hosts: {} }],
    [{ allowed_hosts: [{ host: 'x' }] }],
  ])('is none at all: %j', (raw) => {
    expect(() => parseNetworkLog(raw)).toThrow(DaemonError);
  });

  it('may hold nothing', () => {
    expect(parseNetworkLog({ allowed_hosts: null })).toEqual([]);
    expect(parseNetworkLog({ allowed_hosts: [] })).toEqual([]);
  });
});
