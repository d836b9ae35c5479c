import { spawn } from 'node:child_process';
import { fstatSync, readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import type { ProgramAnswer, ProgramCall } from './protocol.ts';

// Every stand-in executable is this program under another name: it tells the lab how it was called and does what it is told.
const [, , program, labSocket, ...args] = process.argv;

const call: ProgramCall = {
  program: program ?? '',
  args,
  stdin: stdinKind(),
  env: {
    NO_COLOR: process.env['NO_COLOR'] ?? '',
    LC_ALL: process.env['LC_ALL'] ?? '',
    SBX_NO_TELEMETRY: process.env['SBX_NO_TELEMETRY'] ?? '',
    hasKey: process.env['ANTHROPIC_API_KEY'] !== undefined,
    hasAgentSocket: process.env['SSH_AUTH_SOCK'] !== undefined,
  },
  ...givenInSecret(),
};

const socket = net.connect(labSocket ?? '');
let answer = '';
socket.setEncoding('utf8');
socket.on('data', (chunk: string) => (answer += chunk));
socket.on('end', () => obey(JSON.parse(answer) as ProgramAnswer));
socket.on('error', () => {
  process.stderr.write('the lab is gone\n');
  process.exit(70);
});
socket.write(`${JSON.stringify(call)}\n`);

function obey(told: ProgramAnswer): void {
  if (told.ignoreSigterm) process.on('SIGTERM', () => {});
  if (told.hang) {
    setInterval(() => {}, 60_000);
    return;
  }
  setTimeout(() => {
    process.stdout.write(told.stdout);
    process.stderr.write(told.stderr);
    process.exitCode = told.code;
    if (told.grandchild) {
      const script = 'process.on("SIGTERM",()=>{});setInterval(()=>{},60000)';
      spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'inherit', 'inherit'] }).unref();
    }
  }, told.delayMs ?? 0);
}

function givenInSecret(): { secret?: string } {
  const command = args.slice(0, 2).join(' ');
  if (program !== 'sbx') return {};
  if (command === 'secret set' && stdinKind() === 'other') return { secret: readFileSync(0, 'utf8') };
  const variable = process.env['ANTHROPIC_API_KEY'];
  return command === 'secret import' && variable !== undefined ? { secret: variable } : {};
}

function stdinKind(): ProgramCall['stdin'] {
  if (process.stdin.isTTY) return 'tty';
  try {
    return fstatSync(0).isCharacterDevice() ? 'null' : 'other';
  } catch {
    return path.sep === '/' ? 'other' : 'null';
  }
}
