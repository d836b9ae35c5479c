import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { afterEach, describe, expect, it } from 'vitest';
import { Lab } from '../lab/lab.ts';
import type { LabScenario } from '../lab/scenario.ts';

const captures = path.join(import.meta.dirname, '..', 'captures');
const captured = (file: string): Promise<string> => readFile(path.join(captures, file), 'utf8');

let lab: Lab | null = null;

afterEach(async () => {
  await lab?.dispose();
  lab = null;
});

/** Runs one of the lab's programs to its end, as a watcher would. */
async function given(scenario: LabScenario) {
  const of = (lab = await Lab.start(scenario));
  return {
    of,
    run: async (name: string, ...args: string[]) => {
      const file = path.join(of.env['PATH'] ?? '', name);
      const options = {
        env: of.env,
        extendEnv: false,
        stdin: 'ignore',
        reject: false,
        stripFinalNewline: false,
      } as const;
      const { stdout, stderr, exitCode } = await execa(file, args, options);
      return { stdout, stderr, exitCode };
    },
  };
}

/** The same document, with the keys that later versions added left out. */
function without(json: string, ...added: readonly string[]): string {
  return JSON.stringify(JSON.parse(json, (key, value: unknown) => (added.includes(key) ? undefined : value)));
}

describe('the stand-in sbx prints what the real one was seen to print', () => {
  it('for an empty list, as JSON and as text', async () => {
    const { run } = await given({ sbx: { sandboxes: [] } });
    expect((await run('sbx', 'ls', '--json')).stdout.trim()).toBe((await captured('sbx/ls-empty.json')).trim());
    expect((await run('sbx', 'ls')).stdout).toBe(await captured('sbx/ls-empty-table.txt'));
  });

  it('for a stopped sandbox', async () => {
    const { run } = await given({
      sbx: {
        sandboxes: [
          {
            name: 'copilot-test',
            agent: 'copilot',
            status: 'stopped',
            workspaces: ['C:\\Users\\user\\Git\\copilot-test'],
          },
        ],
      },
    });
    const { stdout } = await run('sbx', 'ls', '--json');
    expect(without(stdout, 'id')).toBe((await captured('sbx/ls-0.31.json')).trim());
  });

  it('for an inspection: the same keys in the same order', async () => {
    const { run } = await given({ sbx: { sandboxes: [{ name: 'probe' }] } });
    const keys = (text: string) => Object.keys(JSON.parse(text) as object);
    const omittedWhenEmpty = ['kits', 'secrets', 'ports'];
    expect(keys((await run('sbx', 'inspect', 'probe', '--json')).stdout)).toEqual(
      keys(await captured('sbx/inspect-0.38.json')).filter((key) => !omittedWhenEmpty.includes(key)),
    );
  });

  it('for a sandbox that is not there', async () => {
    const { run } = await given({ sbx: { sandboxes: [] } });
    expect(await run('sbx', 'stop', 'name')).toEqual({
      stdout: '',
      stderr: `${(await captured('sbx/errors.txt')).split('\n').find((line) => line.includes('not found')) ?? ''}\n`,
      exitCode: 1,
    });
  });

  it('and starts its daemon where the real one does, and not where it does not', async () => {
    const { of, run } = await given({ sbx: { daemon: 'down', sandboxes: [] } });
    await run('sbx', 'daemon', 'status', '--json');
    await run('sbx', 'version', '--json');
    expect(of.isDaemonRunning()).toBe(false);
    const { stderr } = await run('sbx', 'ls', '--json');
    expect(of.isDaemonRunning()).toBe(true);
    expect(stderr).toMatch(
      /^Starting sandboxd daemon\.\.\.\nDaemon started \(PID: \d+, socket: .*\)\nLogs: .*daemon\.log\n$/,
    );
  });
});

describe('the stand-in plugin, through the real docker command line', () => {
  it('prints the captures', async () => {
    const { of, run } = await given({
      dockerSandbox: {
        sandboxes: [
          { name: 'claude-vm', workspaces: ['/home/user/my-project', '/home/user/another-project'] },
          { name: 'gemini-vm', agent: 'gemini', status: 'stopped' },
        ],
      },
    });
    expect(of.hasRealDocker).toBe(true);
    expect((await run('docker', 'sandbox', 'version')).stdout).toBe(await captured('docker-sandbox/version.txt'));
    const { stdout } = await run('docker', 'sandbox', 'ls', '--json');
    // Where the socket lies and how many run in it are examples in the capture.
    const theirs = without(await captured('docker-sandbox/ls-populated.json'), 'socket_path', 'sandbox_count');
    expect(without(stdout, 'socket_path', 'sandbox_count')).toBe(theirs);
    expect(stdout.split('\n')[1]).toBe('  "vms": [');
  });

  it('says "sandboxes" when there are none', async () => {
    const { run } = await given({ dockerSandbox: { sandboxes: [] } });
    expect((await run('docker', 'sandbox', 'ls', '--json')).stdout.trim()).toBe(
      (await captured('docker-sandbox/ls-empty.json')).trim(),
    );
  });

  it('is missed by the real docker command line in its own words', async () => {
    const { run } = await given({ dockerSandbox: { plugin: false, sandboxes: [] } });
    const { stderr, exitCode } = await run('docker', 'sandbox', 'version');
    expect(stderr.trim()).toBe((await captured('docker-sandbox/missing-plugin-28.stderr.txt')).trim());
    expect(exitCode).toBe(1);
  });
});

describe('behind a sandbox of the lab is a real process', () => {
  it('that holds the memory and burns the time that it is told to, and is gone when it is stopped', async () => {
    const { of, run } = await given({ sbx: { sandboxes: [{ name: 'one', memoryMiB: 96, cpuFraction: 0.5 }] } });
    const { vm } = of.box('sbx', 'one');
    const pid = vm?.pid ?? 0;
    expect(await vm?.rssBytes()).toBeGreaterThan(96 * 2 ** 20);
    const before = (await vm?.cpuTimeNs()) ?? 0;
    await expect.poll(async () => ((await vm?.cpuTimeNs()) ?? 0) - before, { timeout: 15_000 }).toBeGreaterThan(2e8);
    expect((await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0')[0]).toBe(
      '/opt/sbx/bin/containerd-shim-nerdbox-v1',
    );
    await run('sbx', 'stop', 'one');
    await expect(readFile(`/proc/${pid}/cmdline`, 'utf8')).rejects.toThrow('ENOENT');
    expect(of.callsTo('sbx', 'stop')).toMatchObject([{ args: ['stop', 'one'], stdin: 'null' }]);
  });
});
