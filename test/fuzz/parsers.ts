import { ValiError } from 'valibot';
import { parseLogDuration, parseLogTime } from '../../main/core/docker-log/log-values.ts';
import { parseDockerLogLine } from '../../main/core/docker-log/parse-line.ts';
import { parseDockerHost } from '../../main/core/engine/endpoint.ts';
import { parseStats } from '../../main/core/engine/stats.ts';
import { parseVmStat } from '../../main/core/host/mac-memory.ts';
import { parseMeminfo } from '../../main/core/host/memory.ts';
import { onBatteryByPmset, onBatteryBySupplies, onBatteryByWin32 } from '../../main/core/host/power.ts';
import { linuxPressure, macPressure, parseStalls } from '../../main/core/host/pressure.ts';
import { firstJson } from '../../main/core/process/first-json.ts';
import { parseStat } from '../../main/core/process/linux-process-table.ts';
import { parsePsLine, parsePsTime } from '../../main/core/process/ps-process-table.ts';
import { failureOf } from '../../main/core/runtimes/failures.ts';
import { parseEntries, parseStatus, parseWorkspaces } from '../../main/core/runtimes/listing.ts';
import { loadSettings } from '../../main/core/settings/load.ts';

/** What must hold of an answer; the message says which parser broke it. */
export function must(holds: boolean, what: string): void {
  if (!holds) throw new Broken(what);
}

export class Broken extends Error {
  override readonly name = 'Broken';
}

const isAmount = (value: number | null) => value === null || (Number.isFinite(value) && value >= 0);

/** Everything that reads what another program wrote. None may throw anything but a named error. */
export const parsers: Readonly<Record<string, (text: string) => void>> = {
  'list of a runtime': (text) => {
    const entries = parseEntries(firstJson(text), ['sandboxes', 'vms']) ?? [];
    for (const entry of entries) {
      must(entry.name !== '' && !entry.name.startsWith('-'), 'a name that a command would take for an option');
      parseStatus(entry.status);
      for (const folder of parseWorkspaces(entry.workspaces)) must(typeof folder === 'string', 'a folder is no text');
    }
  },
  'statistics of an Engine': (text) => {
    const raw = firstJson(text);
    const stats = parseStats(raw);
    must(isAmount(stats.memoryBytes) && isAmount(stats.cpuTimeMs) && isAmount(stats.networkBytes), 'no such amount');
  },
  'failure of a command': (text) => {
    const error = failureOf({ outcome: 'exited', exitCode: 1, stdout: text, stderr: text, durationMs: 1 }, 'sbx ls');
    must(error.message !== '' && error.message.length <= 300, 'a message that nobody can read');
  },
  'log of Docker': (text) => {
    for (const line of text.split('\n')) {
      const read = parseDockerLogLine(line);
      if (read) must(isAmount(read.atMs) && isAmount(read.delayMs ?? null), 'a time that is none');
    }
    must(isAmount(parseLogTime(text)) && isAmount(parseLogDuration(text)), 'a time that is none');
  },
  'memory of the machine': (text) => {
    for (const memory of [parseMeminfo(text), parseVmStat(text, 16e9)]) {
      must(isAmount(memory?.availableBytes ?? null) && isAmount(memory?.totalBytes ?? null), 'no such amount');
    }
    const levels = [linuxPressure(parseMeminfo(text), parseStalls(text), 1), macPressure(text, 1)];
    for (const { level } of levels) must(['normal', 'warning', 'critical', 'unknown'].includes(level), 'no such level');
  },
  'battery of the machine': (text) => {
    const [type, online, status, scope] = text.split('\n');
    const supply = { type: type ?? '', online: online ?? '', status: status ?? '', scope: scope ?? '' };
    for (const on of [onBatteryByPmset(text), onBatteryByWin32(text), onBatteryBySupplies([supply])]) {
      must(on === null || typeof on === 'boolean', 'neither on battery nor not');
    }
  },
  'process table': (text) => {
    for (const line of text.split('\n').slice(0, 200)) {
      const stat = parseStat(line);
      must(isAmount(stat?.ticks ?? null) && isAmount(stat?.residentPages ?? null), 'no such amount');
      const one = parsePsLine(line);
      must(isAmount(one?.residentBytes ?? null) && isAmount(one?.cpuTimeMs ?? null), 'no such amount');
      must(isAmount(parsePsTime(line)), 'no such time');
    }
  },
  settings: (text) => {
    const store = { path: '/nowhere/settings.json', read: () => JSON.parse(text) as unknown, write: () => {} };
    const { settings } = loadSettings(store, 1);
    must(Number.isFinite(settings.idle.timeoutMs), 'no timeout');
  },
  'address of an Engine': (text) => {
    const endpoint = parseDockerHost(text);
    if (endpoint?.kind === 'tcp') must(Number.isInteger(endpoint.port), 'no such port');
  },
};

const named = ['RuntimeError', 'EngineError', 'DaemonError'];

/** True for errors that say what is wrong; everything else is a mistake in a parser. */
export function isNamedError(error: unknown): boolean {
  return error instanceof ValiError || (error instanceof Error && named.includes(error.name));
}
