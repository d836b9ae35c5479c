import * as v from 'valibot';
import type { RunCommand } from './command.ts';
import { firstJson } from './first-json.ts';
import { pickAgain, type HostProcess, type ProcessTable } from './process-table.ts';

/** The VM processes of `sbx` (reference, section 4.3): Windows is asked for these only. */
const filter = "Name LIKE 'containerd-shim-nerdbox%'";

/** One PowerShell, because each start of it costs half a second: the processes, and their private working sets. */
const script = [
  `$p = @(Get-CimInstance Win32_Process -Filter "${filter}")`,
  '$w = @(if ($p.Count) { Get-CimInstance Win32_PerfRawData_PerfProc_Process -Filter (($p | ForEach-Object { "IDProcess = $($_.ProcessId)" }) -join " OR ") })',
  '$r = @($p | ForEach-Object { $id = $_.ProcessId; [pscustomobject]@{ pid = $id; name = $_.Name; commandLine = $_.CommandLine; ' +
    'kernel100ns = $_.KernelModeTime; user100ns = $_.UserModeTime; workingSet = $_.WorkingSetSize; ' +
    "started = $_.CreationDate.ToUniversalTime().ToString('o'); " +
    'private = ($w | Where-Object { $_.IDProcess -eq $id } | Select-Object -First 1).WorkingSetPrivate } })',
  'ConvertTo-Json -Compress -InputObject $r',
].join('; ');

const deadlineMs = 10_000;

// PowerShell writes 64-bit counters as numbers, and as text where they come from a `uint64` that it does not convert.
const count = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^\d+$/))]),
  v.transform((value) => Number(value)),
  v.minValue(0),
);
const rowSchema = v.object({
  pid: count,
  name: v.string(),
  commandLine: v.nullish(v.string()),
  kernel100ns: count,
  user100ns: count,
  workingSet: count,
  started: v.string(),
  private: v.nullish(count),
});

/** The process table of Windows, as far as it holds VM processes. Costs a PowerShell each time. */
export function windowsProcessTable(run: RunCommand): ProcessTable {
  const list: ProcessTable['list'] = async (wanted = () => true) => {
    const args = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', script];
    const result = await run('powershell.exe', args, { deadlineMs });
    const found = result.outcome === 'exited' && result.exitCode === 0 ? parseWindowsProcesses(result.stdout) : null;
    if (found === null) throw new Error(`powershell: ${result.outcome}`);
    return found.filter((one) => wanted(one.args));
  };
  return { list, again: async (known) => pickAgain(await list(), known) };
}

/** Null when it is not what the script prints. */
export function parseWindowsProcesses(stdout: string): readonly HostProcess[] | null {
  const parsed = v.safeParse(v.array(rowSchema), firstJson(stdout));
  if (!parsed.success) return null;
  return parsed.output.map((row) => ({
    pid: row.pid,
    args: row.commandLine ? splitCommandLine(row.commandLine) : [row.name],
    residentBytes: row.workingSet,
    ...(typeof row.private === 'number' && { privateBytes: row.private }),
    cpuTimeMs: (row.kernel100ns + row.user100ns) / 10_000,
    startedId: row.started,
  }));
}

/** Words of a command line, with quotation marks kept together. Backslashes are part of paths here. */
function splitCommandLine(text: string): readonly string[] {
  return [...text.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
}
