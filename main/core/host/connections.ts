/** One line of the machine's table of TCP sockets. Addresses as the system spells them, the same for both ends. */
export interface SocketRow {
  readonly localAddress: string;
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly listens: boolean;
}

/** Who calls some ports of this machine. */
export interface Connections {
  /** Those of the ports that somebody listens on. */
  readonly listening: ReadonlySet<number>;
  /** A name for each connection, also for one that has just ended, by the port that it leads to. */
  readonly byPort: ReadonlyMap<number, ReadonlySet<string>>;
}

/** Reads them; touches no socket. Null when the system does not tell. Never throws. */
export interface ConnectionReader {
  read(ports: ReadonlySet<number>): Promise<Connections | null>;
  /** How long a connection that is over stays where it is read, in milliseconds; no longer than the system is known to keep it. */
  readonly endedSeenForMs: number;
}

/**
 * The connections among `rows` that lead to `ports`. Either end tells: the one that closed first keeps the connection in the
 * table for a while (RFC 9293, TIME-WAIT: 60 s on Linux, 30 s on macOS), and the other one is gone by then. What another machine closed
 * first is gone here at once. A far end with the same port on another machine is none of them.
 */
export function connectionsTo(ports: ReadonlySet<number>, rows: Iterable<SocketRow>): Connections {
  const listening = new Set<number>();
  const byPort = new Map<number, Set<string>>();
  const add = (port: number, caller: string) => {
    const known = byPort.get(port);
    if (known) known.add(caller);
    else byPort.set(port, new Set([caller]));
  };
  for (const { localAddress, localPort, remoteAddress, remotePort, listens } of rows) {
    if (listens) {
      if (ports.has(localPort)) listening.add(localPort);
    } else if (ports.has(localPort)) add(localPort, `${remoteAddress} ${remotePort}`);
    else if (ports.has(remotePort) && remoteAddress === localAddress) add(remotePort, `${localAddress} ${localPort}`);
  }
  return { listening, byPort };
}
