import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRunner } from '../../../main/core/process/run.ts';
import { eventually } from '../../lab/eventually.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'run-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const { run } = createRunner({ env: { ...process.env, ANTHROPIC_API_KEY: 'sk-x', SSH_AUTH_SOCK: '/agent' } });
const node = (script: string, options: { deadlineMs?: number; maxOutputBytes?: number } = {}, ...args: string[]) =>
  run(process.execPath, ['-e', script, ...args], { deadlineMs: 10_000, ...options });

/** What a child writes about itself before it hangs. */
async function pidIn(file: string): Promise<number> {
  return eventually('the child says its pid', () => existsSync(file) && Number(readFileSync(file, 'utf8')), 10_000);
}

/** Ended, or a zombie that nobody has collected yet. */
function isGone(pid: number): boolean {
  try {
    return /^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}

describe('the runner', () => {
  it('gives the output, the error output and the exit code apart', async () => {
    const result = await node('process.stdout.write("out\\n");process.stderr.write("err\\n");process.exitCode=3');
    expect(result).toMatchObject({ outcome: 'exited', exitCode: 3, stdout: 'out\n', stderr: 'err\n' });
  });

  it('uses no shell: an argument is handed over as it is', async () => {
    const hostile = '$(touch pwned); `id` && echo "a b" | cat > /dev/null *';
    const result = await node('process.stdout.write(process.argv[1])', {}, hostile);
    expect(result.stdout).toBe(hostile);
  });

  it('closes stdin, so that a question is answered with the end of the file', async () => {
    const result = await node('process.stdin.on("data",()=>{}).on("end",()=>process.stdout.write("end"))');
    expect(result).toMatchObject({ outcome: 'exited', stdout: 'end' });
  });

  it('hands on neither the key nor the agent socket, and asks for plain output without telemetry', async () => {
    const { stdout } = await node('process.stdout.write(JSON.stringify(process.env))');
    const env = JSON.parse(stdout) as NodeJS.ProcessEnv;
    expect(env).not.toHaveProperty('ANTHROPIC_API_KEY');
    expect(env).not.toHaveProperty('SSH_AUTH_SOCK');
    expect(env).toMatchObject({ NO_COLOR: '1', LC_ALL: 'C', SBX_NO_TELEMETRY: '1', PATH: process.env['PATH'] });
  });

  it('says that a program is not there, or cannot be started', async () => {
    expect((await run(path.join(dir, 'nothing'), [], { deadlineMs: 1_000 })).outcome).toBe('not-found');
    const text = path.join(dir, 'text');
    await writeFile(text, 'not a program');
    expect((await run(text, [], { deadlineMs: 1_000 })).outcome).toBe('failed-to-start');
  });

  it('never throws, not even for arguments that no program can be given', async () => {
    const options = { deadlineMs: 1_000 };
    expect((await run('/bin/echo', ['a\0b'], options)).outcome).toBe('failed-to-start');
    expect((await run('/bin/echo', ['x'.repeat(4_000_000)], options)).outcome).toBe('failed-to-start');
    expect((await run('', [], options)).outcome).toBe('failed-to-start');
  });

  it('tells a program that was killed from one that ended', async () => {
    expect((await node('process.kill(process.pid,"SIGKILL")')).outcome).toBe('signalled');
  });

  it('stops reading at the limit and ends the program', async () => {
    const startedMs = performance.now();
    const result = await node(
      'const b="x".repeat(65536);const w=()=>{while(process.stdout.write(b));process.stdout.once("drain",w)};w()',
      { maxOutputBytes: 100_000 },
    );
    expect(result.outcome).toBe('too-much-output');
    expect(result.exitCode).toBeNull();
    expect(result.stdout.length).toBeLessThanOrEqual(100_000);
    expect(performance.now() - startedMs).toBeLessThan(9_000);
  });

  it('limits the error output as well', async () => {
    const result = await node('process.stderr.write("x".repeat(300000))', { maxOutputBytes: 100_000 });
    expect(result.outcome).toBe('too-much-output');
  });

  it('survives bytes that are no text', async () => {
    const result = await node('process.stdout.write(Buffer.from([0xff,0xfe,0x7b,0x00,0xc3,0x28]))');
    expect(result.outcome).toBe('exited');
    expect(result.stdout).toContain('\uFFFD');
  });

  it('ends a program that hangs at its deadline', async () => {
    const result = await node('setInterval(()=>{},1000)', { deadlineMs: 300 });
    expect(result.outcome).toBe('timed-out');
    expect(result.durationMs).toBeLessThan(300 + 500);
  });

  it('keeps what a program said before it hung, but does not call it an answer', async () => {
    const result = await node('process.stdout.write("{}");setInterval(()=>{},1000)', { deadlineMs: 600 });
    expect(result).toMatchObject({ outcome: 'timed-out', exitCode: null });
  });

  it('kills a program that ignores SIGTERM, and its children with it', async () => {
    const [own, child] = [path.join(dir, 'own'), path.join(dir, 'child')];
    const script = `
      process.on("SIGTERM",()=>{});
      const write=(f,p)=>{require("fs").writeFileSync(f+".x",String(p));require("fs").renameSync(f+".x",f)};
      const c=require("child_process").spawn("sh",["-c","trap '' TERM; while :; do sleep 1; done"],{stdio:"inherit"});
      write(${JSON.stringify(child)},c.pid);write(${JSON.stringify(own)},process.pid);setInterval(()=>{},1000)`;
    const result = await node(script, { deadlineMs: 1_500 });
    expect(result.outcome).toBe('timed-out');
    expect(result.durationMs).toBeLessThan(1_500 + 500);
    for (const file of [own, child]) {
      const pid = await pidIn(file);
      await eventually(`process ${pid} ends`, () => isGone(pid), 2_000);
    }
  });

  it('does not wait beyond the deadline for a child that left the group and holds the output', async () => {
    const file = path.join(dir, 'escaped');
    const script = `
      const c=require("child_process").spawn(process.execPath,["-e","setInterval(()=>{},1000)"],
        {detached:true,stdio:["ignore","inherit","inherit"]});
      c.unref();require("fs").writeFileSync(${JSON.stringify(file)},String(c.pid))`;
    const result = await node(script, { deadlineMs: 1_000 });
    const pid = await pidIn(file);
    try {
      expect(result.outcome).toBe('timed-out');
      expect(result.durationMs).toBeLessThan(1_000 + 500);
      // It made itself a daemon: that is nobody's child any more, and not ours to kill.
      expect(isGone(pid)).toBe(false);
    } finally {
      process.kill(pid, 'SIGKILL');
    }
  });

  it('kills everything that is under way when it is told to', async () => {
    const runner = createRunner({ env: process.env });
    const file = path.join(dir, 'long');
    const script = `require("fs").writeFileSync(${JSON.stringify(file)},String(process.pid));setInterval(()=>{},1000)`;
    const running = runner.run(process.execPath, ['-e', script], { deadlineMs: 60_000 });
    const pid = await pidIn(file);
    await runner.killAll();
    expect((await running).outcome).toBe('signalled');
    expect(isGone(pid)).toBe(true);
  });
});
