import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { connectionsTo, type ConnectionReader, type SocketRow } from './connections.ts';

/** `TCP_LISTEN` of the kernel (include/net/tcp_states.h). */
const listen = '0A';
/** In the first line of every table. */
const heading = 'local_address';
/** `TCP_TIMEWAIT_LEN` of the kernel (include/net/tcp.h). */
const endedSeenForMs = 60_000;
const mapped = '0000000000000000FFFF0000';

/** The tables of the kernel (proc(5), /proc/net/tcp): two small reads. A machine without IPv6 has only one. */
export function linuxConnections(root = '/proc'): ConnectionReader {
  const table = (name: string) => readFile(path.join(root, 'net', name), 'latin1');
  const isMissing = (error: NodeJS.ErrnoException) => error.code === 'ENOENT';
  return {
    endedSeenForMs,
    async read(ports) {
      try {
        const six = table('tcp6').catch((error: NodeJS.ErrnoException) => (isMissing(error) ? heading : ''));
        const tables = await Promise.all([table('tcp'), six]);
        if (!tables.every((text) => text.includes(heading))) return null;
        return connectionsTo(ports, parseProcNet(tables.join('\n')));
      } catch {
        return null;
      }
    },
  };
}

export function parseProcNet(text: string): readonly SocketRow[] {
  const line = /^\s*\d+: ([0-9A-F]+):([0-9A-F]{4}) ([0-9A-F]+):([0-9A-F]{4}) ([0-9A-F]{2}) /gm;
  return [...text.matchAll(line)].map(([, localAddress, localPort, remoteAddress, remotePort, state]) => ({
    localAddress: addressOf(localAddress),
    localPort: Number.parseInt(localPort ?? '', 16),
    remoteAddress: addressOf(remoteAddress),
    remotePort: Number.parseInt(remotePort ?? '', 16),
    listens: state === listen,
  }));
}

/** A server for both versions of IP spells a caller's IPv4 address as an IPv6 one. */
function addressOf(hex = ''): string {
  return hex.startsWith(mapped) ? hex.slice(mapped.length) : hex;
}
