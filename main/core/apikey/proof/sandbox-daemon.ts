import path from 'node:path';
import { message } from '../../i18n/message.ts';
import type { HostProcess, ProcessTable } from '../../process/process-table.ts';
import type { KeyOfProcess } from './environment-of.ts';
import type { KeyReading } from './reading.ts';

/** The key that the sandbox daemon of Docker Desktop was started with. */
export type DaemonReading = KeyReading | { readonly has: 'not-running' };

/**
 * Docker Desktop runs its plugin a second time as `…/docker-sandbox daemon start` (docker/desktop-feedback#271). A process
 * table may have split a path with spaces in it into several arguments.
 */
export function isSandboxDaemon({ args }: HostProcess): boolean {
  if (args.length >= 2 && path.posix.basename(args[0] ?? '') === 'docker-sandbox' && args[1] === 'daemon') return true;
  return /^\/(?:(?! \/).)*\/docker-sandbox daemon(?: |$)/.test(args.join(' '));
}

/** Reads it, and nothing else: no program is asked, nothing is started. Several daemons count as one that has what all have. */
export async function keyOfDaemon(
  processTable: Pick<ProcessTable, 'list'>,
  keyOf: KeyOfProcess,
): Promise<DaemonReading> {
  let processes: readonly HostProcess[];
  try {
    processes = await processTable.list();
  } catch {
    return { has: 'unknown', detail: message('keyProof.noProcesses') };
  }
  const daemons = processes.filter(isSandboxDaemon);
  const readings = (await Promise.all(daemons.map(({ pid }) => keyOf(pid)))).filter((one) => one !== null);
  return (
    readings.find((one) => one.has === 'unknown') ??
    readings.find((one) => one.has === 'no') ??
    (differ(readings) ? { has: 'unknown', detail: message('keyProof.twoDaemons') } : readings[0]) ?? {
      has: 'not-running',
    }
  );
}

function differ(readings: readonly KeyReading[]): boolean {
  const keys = readings.flatMap((one) => (one.has === 'yes' ? [one.key.reveal()] : []));
  return new Set(keys).size > 1;
}
