import type { RunCommand } from '../process/command.ts';
import type { ConnectionReader } from './connections.ts';
import { linuxConnections } from './linux-connections.ts';
import { netstatConnections } from './netstat-connections.ts';

/** How this system tells who calls a port. */
export function systemConnections(platform: NodeJS.Platform, run: RunCommand): ConnectionReader {
  switch (platform) {
    case 'linux':
      return linuxConnections();
    case 'darwin':
      return netstatConnections(run, '/usr/sbin/netstat', ['-a', '-n', '-p', 'tcp']);
    case 'win32': {
      const root = process.env['SystemRoot'] ?? 'C:\\Windows';
      return netstatConnections(run, `${root}\\System32\\netstat.exe`, ['-a', '-n']);
    }
    default:
      return { endedSeenForMs: Number.POSITIVE_INFINITY, read: () => Promise.resolve(null) };
  }
}
