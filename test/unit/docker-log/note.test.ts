import { describe, expect, it } from 'vitest';
import { advanceNote, reconcileNote } from '../../../main/core/docker-log/note.ts';
import type { DockerLogLine, LogLineKind } from '../../../main/core/docker-log/parse-line.ts';
import type { DockerLogNote } from '../../../main/core/model/docker-log.ts';

const line = (kind: LogLineKind, atMs: number | null, more: Partial<DockerLogLine> = {}): DockerLogLine => ({
  kind,
  atMs,
  subjects: ['api'],
  ...more,
});
const after = (...lines: DockerLogLine[]) => lines.reduce<DockerLogNote | undefined>(advanceNote, undefined);

const connected = line('session-connected', 1_000);
const deferred = line('auto-stop-deferred', 100_000, { delayMs: 30_000 });
const expired = line('auto-stop-expired', 130_000);
const stopped = line('stopped', 130_500);
const autoStopped = line('auto-stopped', 131_000);

describe('what the log says of a sandbox', () => {
  it('is Docker’s countdown from the last session’s end on', () => {
    expect(after(connected, deferred)).toEqual({
      event: 'auto-stop-deferred',
      atMs: 100_000,
      sessionAtMs: 100_000,
      delayMs: 30_000,
      autoStopAtMs: 130_000,
    });
  });

  it('has no countdown when the delay or the time is not said, and none after a new session or a new daemon', () => {
    expect(after(line('auto-stop-deferred', 100_000))).not.toHaveProperty('autoStopAtMs');
    expect(after(line('auto-stop-deferred', null, { delayMs: 30_000 }))).not.toHaveProperty('autoStopAtMs');
    expect(after(deferred, line('session-connected', 110_000))).not.toHaveProperty('autoStopAtMs');
    expect(after(deferred, line('daemon-started', 110_000))).not.toHaveProperty('autoStopAtMs');
  });

  it('is a stop by Docker’s timer when the timer ran out first', () => {
    const wanted = { stoppedBy: 'docker-idle-timer', delayMs: 30_000, sessionAtMs: 100_000 };
    expect(after(connected, deferred, expired, stopped, autoStopped)).toMatchObject({
      ...wanted,
      stoppedAtMs: 130_500,
    });
    expect(after(connected, deferred, expired, autoStopped, stopped)).toMatchObject(wanted);
    expect(after(connected, deferred, autoStopped)).toMatchObject(wanted);
  });

  it('is not Docker’s when it was stopped by hand, although the same line follows half a minute later', () => {
    const byHand = line('stopped', 50_000);
    const note = after(
      connected,
      byHand,
      line('auto-stop-deferred', 50_100, { delayMs: 30_000 }),
      line('auto-stop-expired', 80_100),
      line('auto-stopped', 80_200),
    );
    expect(note).toMatchObject({ event: 'stopped', stoppedBy: 'other', stoppedAtMs: 50_000 });
    expect(after(connected, byHand, autoStopped)).toMatchObject({ stoppedBy: 'other' });
  });

  it('is not Docker’s when it was stopped by hand while the timer ran', () => {
    expect(after(connected, deferred, line('stopped', 110_000), autoStopped)).toMatchObject({ stoppedBy: 'other' });
  });

  it('is unknown when only the last line is left in the log', () => {
    expect(after(autoStopped)).toMatchObject({ event: 'auto-stopped', stoppedBy: 'unknown' });
  });

  it('begins anew with the next session, and with a timer that starts long after the stop', () => {
    const again = after(connected, deferred, expired, autoStopped, line('session-connected', 200_000));
    expect(again).toEqual({ event: 'session-connected', atMs: 200_000, sessionAtMs: 200_000 });
    const created = after(stopped, line('auto-stop-deferred', 900_000, { delayMs: 30_000 }));
    expect(created).toMatchObject({ autoStopAtMs: 930_000 });
    expect(created).not.toHaveProperty('stoppedBy');
  });

  it('knows versions without a grace period, and Docker Desktop’s own timer', () => {
    const note = after(connected, line('sentinel-ended', 5_000), line('stopped', 5_200));
    expect(note).toMatchObject({ stoppedBy: 'docker-idle-timer', delayMs: 0 });
    expect(after(line('idle-vm-stopped', 9_000, { idleForMs: 2_000_000 }))).toMatchObject({
      event: 'idle-vm-stopped',
      stoppedBy: 'docker-idle-timer',
      idleForMs: 2_000_000,
    });
  });
});

describe('what the log says beside what was seen', () => {
  const byTimer = after(connected, deferred, expired, autoStopped) as DockerLogNote;

  it('holds when the look found it stopped about then, or nobody saw it', () => {
    expect(reconcileNote(byTimer, { stoppedAtMs: 131_500 }).stoppedBy).toBe('docker-idle-timer');
    expect(reconcileNote(byTimer, { stoppedAtMs: 128_000 }).stoppedBy).toBe('docker-idle-timer');
    expect(reconcileNote(byTimer, { stoppedAtMs: null }).stoppedBy).toBe('docker-idle-timer');
  });

  it('gives way when it was seen stopped long before the timer ran out', () => {
    expect(reconcileNote(byTimer, { stoppedAtMs: 101_000 })).toMatchObject({
      stoppedBy: 'other',
      stoppedAtMs: 101_000,
    });
  });

  it('is history for a sandbox that runs, and a countdown is nothing to one that does not', () => {
    expect(reconcileNote(byTimer, 'running')).not.toHaveProperty('stoppedBy');
    const counting = after(connected, deferred) as DockerLogNote;
    expect(reconcileNote(counting, 'running')).toHaveProperty('autoStopAtMs');
    expect(reconcileNote(counting, { stoppedAtMs: null })).not.toHaveProperty('autoStopAtMs');
  });
});
