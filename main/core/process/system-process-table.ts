import type { RunCommand } from './command.ts';
import { linuxProcessTable } from './linux-process-table.ts';
import type { ProcessTable } from './process-table.ts';
import { psProcessTable } from './ps-process-table.ts';
import { windowsProcessTable } from './windows-process-table.ts';

/** The process table of this machine. */
export function systemProcessTable(platform: NodeJS.Platform, run: RunCommand): ProcessTable {
  if (platform === 'linux') return linuxProcessTable();
  if (platform === 'darwin') return psProcessTable(run);
  if (platform === 'win32') return windowsProcessTable(run);
  const unknown = () => Promise.reject(new Error('the process table of this system cannot be read'));
  return { list: unknown, again: unknown };
}
