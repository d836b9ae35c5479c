import { say } from '../core/i18n/message.ts';
import type { AppState } from '../core/model/app-state.ts';
import type { WatchEvent } from '../core/model/events.ts';
import { runtimeOf } from '../core/model/sandbox.ts';
import { problemJson, statusJson } from './status-json.ts';
import { english } from './text.ts';

/** One line of `watch --json` for a new state. */
export function snapshotJson(state: AppState) {
  return { type: 'snapshot', at: new Date(state.atMs).toISOString(), ...statusJson(state) };
}

/** One line of `watch --json` for something that happened. What is withdrawn or cleared is a notice, too. */
export function eventJson(event: WatchEvent): Record<string, unknown> {
  const at = new Date(event.atMs).toISOString();
  switch (event.type) {
    case 'notice':
      return { type: 'notice', at, kind: 'memory', ...event.notice, name: event.notice.sandboxName };
    case 'notice-cleared':
      return { type: 'notice', at, kind: 'memory-cleared', id: event.noticeId };
    case 'problem':
      return { type: 'notice', at, kind: 'problem', ...problemJson(event.problem) };
    case 'withdrawn':
      return { type: 'notice', at, kind: 'withdrawn', ...about(event), reason: event.reason };
    case 'warning': {
      const { rule, reason, evidence, dryRun } = event;
      return {
        type: 'warning',
        at,
        ...about(event),
        rule,
        reason,
        stopAt: iso(event.stopAtMs),
        evidence,
        ...(dryRun && { dryRun }),
      };
    }
    case 'stopping':
      return { type: 'stopping', at, ...about(event), who: event.who, reason: event.reason };
    case 'stopped': {
      const { who, reason, freedBytes, dryRun } = event;
      return { type: 'stopped', at, ...about(event), who, reason, freedBytes, ...(dryRun && { dryRun }) };
    }
    case 'stop-failed':
      return { type: 'stop-failed', at, ...about(event), who: event.who, message: say(event.message, english) };
  }
}

function about(event: Extract<WatchEvent, { key: unknown }>) {
  return { runtime: runtimeOf(event.key), name: event.name };
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}
