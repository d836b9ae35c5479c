import type { RunCommand } from '../process/command.ts';
import { connectionsTo, type ConnectionReader, type SocketRow } from './connections.ts';

const deadlineMs = 5_000;
/** Twice `net.inet.tcp.msl` of macOS (15 s). Windows keeps them longer (`TcpTimedWaitDelay`). */
const endedSeenForMs = 30_000;

/** Asks `netstat` of macOS or Windows: one short process, which opens no connection. */
export function netstatConnections(run: RunCommand, file: string, args: readonly string[]): ConnectionReader {
  return {
    endedSeenForMs,
    async read(ports) {
      const result = await run(file, args, { deadlineMs });
      if (result.outcome !== 'exited' || result.exitCode !== 0) return null;
      const rows = parseNetstat(result.stdout);
      // Somebody always listens somewhere: without a row it is something else.
      return rows.length === 0 ? null : connectionsTo(ports, rows);
    },
  };
}

/**
 * Rows begin with the protocol, and have the two ends beside each other: `127.0.0.1.8080` on macOS, `127.0.0.1:8080` and
 * `[::1]:8080` on Windows. Who listens has nobody at the far end; the words for the states are translated on Windows.
 */
export function parseNetstat(text: string): readonly SocketRow[] {
  return text.split('\n').flatMap((line): SocketRow[] => {
    if (!/^\s*tcp/i.test(line)) return [];
    const ends = line
      .trim()
      .split(/\s+/)
      .slice(1)
      .filter((word) => endPattern.test(word));
    const [local, remote] = ends.map(endOf);
    if (!local || !remote || local.port === 0) return [];
    return [
      {
        localAddress: local.address,
        localPort: local.port,
        remoteAddress: remote.address,
        remotePort: remote.port,
        listens: remote.port === 0,
      },
    ];
  });
}

const endPattern = /^(.+)[.:](\d+|\*)$/;

function endOf(word: string): { readonly address: string; readonly port: number } {
  const [, address = '', port = ''] = endPattern.exec(word) ?? [];
  return { address, port: port === '*' ? 0 : Number(port) };
}
