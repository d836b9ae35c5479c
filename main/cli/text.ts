import type { AppState, SandboxState } from '../core/model/app-state.ts';
import type { WatchEvent } from '../core/model/events.ts';
import { dockerSentence } from '../core/model/docker-text.ts';
import { say } from '../core/i18n/message.ts';
import { wordsFor } from '../core/i18n/words.ts';
import {
  activitySentence,
  nextSentence,
  noticeSentence,
  runtimeName,
  runtimeSentence,
  summarySentence,
} from '../core/model/text.ts';

/** Terminals and what reads them get English, whatever the window speaks. */
export const english = wordsFor('en');
const { bytes, cpu, duration } = english;

/** What `status` prints for people. */
export function statusText(state: AppState, nowMs: number): string {
  const lines = [summarySentence(state, english)];
  if (state.host) {
    const { totalBytes, availableBytes, pressure, power } = state.host;
    const short =
      pressure?.level === 'warning' || pressure?.level === 'critical' ? `, pressure: ${pressure.level}` : '';
    const battery = power?.onBattery ? ', on battery' : '';
    lines.push(`Machine: ${bytes(availableBytes)} of ${bytes(totalBytes)} available${short}${battery}`);
  }
  for (const one of state.sandboxes) lines.push('', ...sandboxLines(one, nowMs));
  lines.push('');
  for (const runtime of state.runtimes) {
    const words = runtime.state === 'ready' ? 'ready' : runtimeSentence(runtime, english).title;
    lines.push(`${runtimeName(runtime.id, english)}: ${words}`);
  }
  for (const { pid, memory } of state.memory.unattributed) {
    lines.push(`A VM process that belongs to no known sandbox: ${bytes(memory.bytes)} (process ${pid})`);
  }
  for (const notice of state.notices) lines.push(`! ${noticeSentence(notice, english)}`);
  for (const problem of state.problems) lines.push(`! ${say(problem.message, english)}`);
  return lines.join('\n');
}

function sandboxLines(one: SandboxState, nowMs: number): string[] {
  const agent = one.agent ? `, ${one.agent}` : '';
  const lines = [`${one.name}  (${runtimeName(one.runtime, english)}${agent})  ${one.status}`];
  const docker = dockerSentence(one, nowMs, english);
  const dockerLines = docker === null ? [] : [`  ${docker}`];
  if (one.status !== 'running') return [...lines, ...dockerLines];
  const hidden = memoryLine(one);
  const hiddenLines = hidden === null ? [] : [`  ${hidden}`];
  lines.push(`  ${numbers(one)}`, ...hiddenLines, `  ${activitySentence(one, nowMs, english)}`, ...dockerLines);
  const next = nextSentence(one, nowMs, english);
  if (next) lines.push(`  ${next}`);
  return lines;
}

/** The figure that is not the one above, and the limit. */
function memoryLine(one: SandboxState): string | null {
  const { memory } = one.usage;
  const parts = [
    memory?.guest && memory.guest.source !== memory.source && `in the sandbox ${bytes(memory.guest.bytes)}`,
    memory?.host && memory.host.source !== memory.source && `on this machine ${bytes(memory.host.bytes)}`,
    one.limit && `limit ${bytes(one.limit.bytes)}`,
  ].filter((part) => typeof part === 'string');
  return parts.length === 0 ? null : parts.join(', ');
}

function numbers(one: SandboxState): string {
  const { memory } = one.usage;
  const cap = one.capBytes === undefined ? '' : ` of ${bytes(one.capBytes)}`;
  const memoryWords = memory ? `${bytes(memory.usedBytes)}${cap}` : 'memory not known';
  const cpuWords = one.cpuFraction === null ? 'CPU not known' : `CPU ${cpu(one.cpuFraction)}`;
  return `${memoryWords}, ${cpuWords}`;
}

/** One line of `watch` for a look. */
export function snapshotLine(state: AppState): string {
  const running = state.sandboxes.filter((one) => one.status === 'running');
  const each = running.map((one) => `${one.name} ${one.activity.state} ${numbers(one)}`);
  return [clockTime(state.atMs), summarySentence(state, english), ...each].join(' | ');
}

/** One line of `watch` for something that happened. */
export function eventLine(event: WatchEvent): string {
  const time = clockTime(event.atMs);
  switch (event.type) {
    case 'warning':
      return `${time} WARNING ${event.name} ${event.dryRun ? 'would be' : 'will be'} stopped in ${duration(event.stopAtMs - event.atMs)}: ${event.reason}`;
    case 'withdrawn':
      return `${time} ${event.name} stays: ${event.reason}`;
    case 'stopping':
      return `${time} STOPPING ${event.name}: ${event.reason}`;
    case 'stopped': {
      const freed =
        event.freedBytes === null ? '' : `, ${bytes(event.freedBytes)} ${event.dryRun ? 'would be ' : ''}given back`;
      return `${time} ${event.dryRun ? 'WOULD HAVE STOPPED' : 'STOPPED'} ${event.name}: ${event.reason}${freed}`;
    }
    case 'stop-failed':
      return `${time} NOT STOPPED ${event.name}: ${say(event.message, english)}`;
    case 'notice':
      return `${time} MEMORY ${noticeSentence(event.notice, english)}`;
    case 'notice-cleared':
      return `${time} memory is fine again`;
    case 'problem':
      return `${time} ! ${say(event.problem.message, english)}`;
  }
}

function clockTime(atMs: number): string {
  return new Date(atMs).toTimeString().slice(0, 8);
}
