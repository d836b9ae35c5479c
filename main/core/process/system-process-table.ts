import type { RunCommand } from './command.ts';
import { linuxProcessTable } from './linux-process-table.ts';
import type { ProcessTable } from './process-table.ts';
import { psProcessTable } from './ps-process-table.ts';

/** The process table of this machine. On Windows it cannot be read yet, which makes what hangs on it unknown. */
export function systemProcessTable(platform: NodeJS.Platform, run: RunCommand): ProcessTable {
  if (platform === 'linux') return linuxProcessTable();
  if (platform === 'darwin') return psProcessTable(run);
  return { list: () => Promise.reject(new Error('the process table of this system cannot be read')) };
}
