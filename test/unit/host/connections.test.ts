import { describe, expect, it } from 'vitest';
import { connectionsTo, type SocketRow } from '../../../main/core/host/connections.ts';
import { parseProcNet } from '../../../main/core/host/linux-connections.ts';
import { netstatConnections, parseNetstat } from '../../../main/core/host/netstat-connections.ts';
import { systemConnections } from '../../../main/core/host/system-connections.ts';
import type { RunCommand } from '../../../main/core/process/command.ts';

const row = (local: string, remote: string, listens = false): SocketRow => {
  const [localAddress = '', localPort] = local.split(' ');
  const [remoteAddress = '', remotePort] = remote.split(' ');
  return { localAddress, localPort: Number(localPort), remoteAddress, remotePort: Number(remotePort), listens };
};
const ports = new Set([8080]);
const callers = (...rows: SocketRow[]) => [...(connectionsTo(ports, rows).byPort.get(8080) ?? [])];

describe('the connections to a port', () => {
  it('are seen at either end, and are one', () => {
    const here = row('lo 8080', 'lo 52000');
    const there = row('lo 52000', 'lo 8080');
    expect(callers(here)).toEqual(callers(there));
    expect(callers(here, there)).toHaveLength(1);
    expect(callers(here, row('lo 8080', 'lo 52001'))).toHaveLength(2);
    expect(callers(row('lan 8080', 'phone 52000'))).toHaveLength(1);
  });

  it('are not those to the same port of another machine, nor those between others', () => {
    expect(callers(row('lan 52000', 'elsewhere 8080'))).toEqual([]);
    expect(callers(row('lo 8081', 'lo 52000'))).toEqual([]);
  });

  it('are not the one who listens there', () => {
    const found = connectionsTo(ports, [row('any 8080', 'any 0', true), row('any 8081', 'any 0', true)]);
    expect([...found.listening]).toEqual([8080]);
    expect(found.byPort.size).toBe(0);
  });
});

describe('the table of the kernel', () => {
  // As Linux 6 writes it: a server for both versions of IP, called over IPv4, and a call that was closed by the caller.
  const text = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 5371 1 0000000000000000 100 0 0 10 0
   1: 0100007F:CB20 0100007F:1F90 06 00000000:00000000 03:00001770 00000000     0        0 0 3 0000000000000000
   2: 0100007F:CB21 0100007F:1F91 01 00000000:00000000 00:00000000 00000000     0        0 5380 2 0000000000000000 20 4 30 10 -1
  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000000000000:1F91 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 5372 1 0000000000000000 100 0 0 10 0
   1: 0000000000000000FFFF00000100007F:1F91 0000000000000000FFFF00000100007F:CB21 01 00000000:00000000 00:00000000 00000000     0        0 5381 1 0000000000000000 20 4 30 10 -1
   2: 00000000000000000000000001000000:1F91 00000000000000000000000001000000:CB22 01 00000000:00000000 00:00000000 00000000     0        0 5382 1 0000000000000000 20 4 30 10 -1
`;

  it('is read: who listens, calls that go on and ended ones, over both versions of IP', () => {
    const found = connectionsTo(new Set([0x1f90, 0x1f91]), parseProcNet(text));
    expect([...found.listening].sort()).toEqual([0x1f90, 0x1f91]);
    expect([...(found.byPort.get(0x1f90) ?? [])]).toEqual([`0100007F ${0xcb20}`]);
    expect([...(found.byPort.get(0x1f91) ?? [])]).toEqual([
      `0100007F ${0xcb21}`,
      `00000000000000000000000001000000 ${0xcb22}`,
    ]);
  });

  it('is nothing where it is something else', () => {
    expect(parseProcNet('')).toEqual([]);
    expect(parseProcNet('Permission denied\n 0: xyz')).toEqual([]);
  });
});

describe('netstat', () => {
  it('is read as macOS prints it', () => {
    const text = `Active Internet connections (including servers)
Proto Recv-Q Send-Q  Local Address          Foreign Address        (state)
tcp4       0      0  127.0.0.1.8080         127.0.0.1.52345        ESTABLISHED
tcp4       0      0  127.0.0.1.52345        127.0.0.1.8080         ESTABLISHED
tcp6       0      0  ::1.8080               ::1.52346              TIME_WAIT
tcp4       0      0  192.168.1.7.52347      93.184.215.14.8080     ESTABLISHED
tcp46      0      0  *.8080                 *.*                    LISTEN
`;
    const found = connectionsTo(ports, parseNetstat(text));
    expect([...found.listening]).toEqual([8080]);
    expect([...(found.byPort.get(8080) ?? [])]).toEqual(['127.0.0.1 52345', '::1 52346']);
  });

  it('is read as Windows prints it, in whatever language', () => {
    const text = `
Aktive Verbindungen

  Proto  Lokale Adresse         Remoteadresse          Status
  TCP    127.0.0.1:8080         0.0.0.0:0              ABHÖREN
  TCP    127.0.0.1:8080         127.0.0.1:52345        HERGESTELLT
  TCP    127.0.0.1:52346        127.0.0.1:8080         WARTEND
  TCP    [::1]:8080             [::1]:52347            WARTEND
  UDP    0.0.0.0:8080           *:*
`.replaceAll('\n', '\r\n');
    const found = connectionsTo(ports, parseNetstat(text));
    expect([...found.listening]).toEqual([8080]);
    expect([...(found.byPort.get(8080) ?? [])]).toEqual(['127.0.0.1 52345', '127.0.0.1 52346', '[::1] 52347']);
  });

  it('tells nothing when it fails, and is not asked for more than it says', async () => {
    const calls: string[][] = [];
    const answering =
      (result: Awaited<ReturnType<RunCommand>>): RunCommand =>
      (file, args) => {
        calls.push([file, ...args]);
        return Promise.resolve(result);
      };
    const failed = { outcome: 'exited', exitCode: 1, stdout: 'tcp4 0 0 *.8080 *.* LISTEN', stderr: '' } as const;
    expect(await netstatConnections(answering(failed as never), 'netstat', []).read(ports)).toBeNull();
    expect(
      await netstatConnections(answering({ outcome: 'timed-out' } as never), 'netstat', []).read(ports),
    ).toBeNull();
    const strange = answering({ ...failed, exitCode: 0, stdout: 'netstat: illegal option' } as never);
    expect(await netstatConnections(strange, 'netstat', []).read(ports)).toBeNull();
    const works = answering({ ...failed, exitCode: 0 } as never);
    expect((await systemConnections('darwin', works).read(ports))?.listening).toEqual(ports);
    await systemConnections('win32', works).read(ports);
    expect(calls.slice(3)).toEqual([
      ['/usr/sbin/netstat', '-a', '-n', '-p', 'tcp'],
      [expect.stringMatching(/netstat\.exe$/), '-a', '-n'],
    ]);
    expect(await systemConnections('aix', works).read(ports)).toBeNull();
  });
});
