import type { DockerLogNote } from '../model/docker-log.ts';
import type { DockerLogLine } from './parse-line.ts';

/** What belongs to a stop is written within this time of it; a timer that begins later belongs to a new run. */
const aftermathMs = 5_000;

/**
 * Moves what is known of a sandbox by one line of its log. The trap is that Docker writes `auto-stopped …` some 30 s after a
 * stop by hand as well (reference, section 3.3): who stopped it is decided by the first line that says it stopped, and only
 * a timer that had run out before it makes it Docker's.
 */
export function advanceNote(before: DockerLogNote | undefined, line: DockerLogLine): DockerLogNote | undefined {
  const { atMs } = line;
  const stopped = before?.stoppedBy !== undefined;
  switch (line.kind) {
    case 'daemon-started':
      return before && withoutCountdown(before);
    case 'session-connected':
    case 'session-waiting':
      return { event: line.kind, atMs, sessionAtMs: atMs };
    case 'auto-stop-deferred': {
      if (stopped && isAftermath(before, atMs)) return before;
      const { delayMs } = line;
      const countdown = atMs !== null && delayMs !== undefined ? { autoStopAtMs: atMs + delayMs } : {};
      return { event: line.kind, atMs, sessionAtMs: atMs, ...(delayMs !== undefined && { delayMs }), ...countdown };
    }
    case 'sentinel-ended':
      return stopped ? before : { event: 'auto-stop-expired', atMs, sessionAtMs: atMs, delayMs: 0 };
    case 'auto-stop-expired':
      return stopped ? before : { event: line.kind, atMs, ...timerOf(before) };
    case 'stopped': {
      if (stopped) return before;
      const byTimer = before?.event === 'auto-stop-expired';
      return {
        event: line.kind,
        atMs,
        ...timerOf(before),
        stoppedBy: byTimer ? 'docker-idle-timer' : 'other',
        stoppedAtMs: atMs,
      };
    }
    case 'auto-stopped': {
      if (stopped) return before.stoppedBy === 'docker-idle-timer' ? { ...before, event: line.kind, atMs } : before;
      // Without the line before it this one says nothing: it follows a stop by hand, too.
      const byTimer = before?.event === 'auto-stop-expired' || before?.event === 'auto-stop-deferred';
      return {
        event: line.kind,
        atMs,
        ...timerOf(before),
        stoppedBy: byTimer ? 'docker-idle-timer' : 'unknown',
        stoppedAtMs: atMs,
      };
    }
    case 'idle-vm-stopped': {
      const idle = line.idleForMs === undefined ? {} : { idleForMs: line.idleForMs };
      return { event: line.kind, atMs, stoppedBy: 'docker-idle-timer', stoppedAtMs: atMs, ...idle };
    }
  }
}

function withoutCountdown(note: DockerLogNote): DockerLogNote {
  const { event, atMs, stoppedBy, stoppedAtMs, idleForMs } = note;
  return {
    event,
    atMs,
    ...timerOf(note),
    ...(stoppedBy !== undefined && { stoppedBy }),
    ...(stoppedAtMs !== undefined && { stoppedAtMs }),
    ...(idleForMs !== undefined && { idleForMs }),
  };
}

/** What a stop keeps of the time before it. */
function timerOf(note: DockerLogNote | undefined): Pick<DockerLogNote, 'sessionAtMs' | 'delayMs'> {
  return {
    ...(note?.sessionAtMs !== undefined && { sessionAtMs: note.sessionAtMs }),
    ...(note?.delayMs !== undefined && { delayMs: note.delayMs }),
  };
}

function isAftermath(before: DockerLogNote, atMs: number | null): boolean {
  const stoppedAtMs = before.stoppedAtMs ?? null;
  return atMs === null || stoppedAtMs === null || atMs - stoppedAtMs < aftermathMs;
}

/** A look that finds it stopped and the log's word for the same stop are no further apart than this. */
const sameStopMs = 10_000;

/**
 * The note as it may be shown beside what was observed: `stoppedAtMs` is the look that first found the sandbox stopped, null
 * when that was before anybody looked. A timer that ran out well after it stopped nothing, and for a sandbox that runs the
 * stop before is history.
 */
export function reconcileNote(
  note: DockerLogNote,
  seen: 'running' | { readonly stoppedAtMs: number | null },
): DockerLogNote {
  if (seen === 'running') {
    const { event, atMs, autoStopAtMs } = note;
    return { event, atMs, ...timerOf(note), ...(autoStopAtMs !== undefined && { autoStopAtMs }) };
  }
  const calm = withoutCountdown(note);
  const tooLate =
    calm.stoppedBy === 'docker-idle-timer' &&
    seen.stoppedAtMs !== null &&
    typeof calm.stoppedAtMs === 'number' &&
    calm.stoppedAtMs > seen.stoppedAtMs + sameStopMs;
  return tooLate ? { ...calm, stoppedBy: 'other', stoppedAtMs: seen.stoppedAtMs } : calm;
}
