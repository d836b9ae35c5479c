import { createHash } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';

/** Unix socket paths longer than this are refused by the smallest of the supported systems (macOS: 104), with room for a suffix. */
const maxSocketPathLength = 92;

/** Where the command line finds the running watcher of a home folder: a unix socket, or a named pipe on Windows. */
export function controlAddress(home: string, platform: NodeJS.Platform = process.platform): string {
  const digest = createHash('sha256').update(path.resolve(home)).digest('hex').slice(0, 16);
  if (platform === 'win32') return `\\\\.\\pipe\\sandman-${digest}`;
  const inHome = path.join(home, 'control.sock');
  return inHome.length <= maxSocketPathLength ? inHome : path.join(os.tmpdir(), `sandman-${digest}.sock`);
}
