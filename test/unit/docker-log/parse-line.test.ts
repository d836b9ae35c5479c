import { describe, expect, it } from 'vitest';
import { parseLogDuration, parseLogTime } from '../../../main/core/docker-log/log-values.ts';
import { parseDockerLogLine } from '../../../main/core/docker-log/parse-line.ts';
import { capture } from '../support/captures.ts';

const at = (text: string) => Date.parse(text);

describe('a line of Docker’s log', () => {
  it('is understood in every form in which Go programs write', () => {
    const lines = capture('sandboxd/daemon-log-forms.txt').trim().split('\n').map(parseDockerLogLine);
    expect(lines.map((line) => line?.kind)).toEqual([
      'daemon-started',
      'session-connected',
      'auto-stop-deferred',
      'auto-stop-expired',
      'stopped',
      'auto-stopped',
      'session-connected',
      'auto-stop-deferred',
    ]);
    expect(lines.map((line) => line?.subjects)).toEqual([
      [],
      ['api'],
      ['api'],
      ['api'],
      ['api', '0f1e'],
      ['api'],
      ['web', '5e2c'],
      ['web'],
    ]);
    expect(lines[2]).toMatchObject({ atMs: at('2026-11-24T09:10:00Z'), delayMs: 30_000 });
    expect(lines[3]?.atMs).toBe(1_795_511_430_500);
    expect(lines[6]?.atMs).toBe(at('2026-11-24T09:11:00Z'));
    expect(lines[7]).toMatchObject({ atMs: new Date(2026, 10, 24, 9, 12).getTime(), delayMs: 30_000 });
  });

  it('is known by each message that was captured, with nothing but that', () => {
    for (const message of capture('sandboxd/daemon-log-messages.txt').trim().split('\n')) {
      expect(parseDockerLogLine(JSON.stringify({ msg: message }))).toMatchObject({ atMs: null, subjects: [] });
      expect(parseDockerLogLine(message)).not.toBeNull();
    }
  });

  it('tells of the idle timer of Docker Desktop', () => {
    expect(parseDockerLogLine(capture('docker-sandbox/idle-stop.log.jsonl').trim())).toEqual({
      kind: 'idle-vm-stopped',
      atMs: null,
      subjects: ['openclaw-prod'],
      idleForMs: 2_068_977,
    });
  });

  it('is about something else when the words only occur in it', () => {
    expect(parseDockerLogLine('{"msg":"prompt","text":"session connected"}')).toBeNull();
    expect(parseDockerLogLine('{"msg":"shim started","vcpu_count":2,"total_mb":4096}')).toBeNull();
    expect(parseDockerLogLine('')).toBeNull();
  });

  it('never fails, whatever is in it', () => {
    const broken = [
      '{"msg":"session connected"',
      '{"msg":"session connected","sandbox":{"name":{"name":"x"}},"time":{},"delay":[]}',
      'session connected {}{}{}',
      `session connected ${'"'.repeat(5_000)}`,
      `session connected ${'a=\\'.repeat(5_000)}`,
      `session connected ${'x'.repeat(70_000)}`,
      '{"msg":7,"x":"session connected"}',
    ];
    for (const line of broken) expect(() => parseDockerLogLine(line)).not.toThrow();
    expect(parseDockerLogLine(broken[0] ?? '')).toMatchObject({ kind: 'session-connected', subjects: [] });
  });
});

describe('values of a log', () => {
  it('are times in the usual spellings', () => {
    const wanted = at('2026-11-24T09:00:00Z');
    for (const raw of [
      '2026-11-24T09:00:00.000Z',
      '2026-11-24T10:00:00+01:00',
      wanted / 1000,
      wanted,
      wanted * 1e3,
      wanted * 1e6,
    ]) {
      expect(parseLogTime(raw)).toBe(wanted);
    }
    for (const raw of ['', 'soon', 0, -1, 1e30, Number.NaN, null, {}, '0001-01-01T00:00:00Z'])
      expect(parseLogTime(raw)).toBeNull();
  });

  it('are spans in nanoseconds, milliseconds, seconds or Go’s words', () => {
    for (const raw of [30_000_000_000, '30s', '30000ms', 30, 30_000, '0m30s', '30000000000', '0.5m']) {
      expect(parseLogDuration(raw)).toBe(30_000);
    }
    expect(parseLogDuration('1h2m3.5s')).toBe(3_723_500);
    for (const raw of [-1, 1e30, Number.NaN, 'x', '30', '30 s', '1h'.repeat(100), null, {}]) {
      expect([null, 30_000]).toContain(parseLogDuration(raw));
    }
  });
});
