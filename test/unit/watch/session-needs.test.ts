import { describe, expect, it } from 'vitest';
import type { SessionsReading } from '../../../main/core/model/sandbox.ts';
import { sessionsMaxAgeMs, type SessionsCase } from '../../../main/core/watch/session-needs.ts';
import { observedSandbox } from '../support/observed.ts';
import { minute, settingsWith } from '../support/watched.ts';

function needed(patch: Partial<SessionsCase>, sessions: SessionsReading = 'unknown') {
  return sessionsMaxAgeMs({
    attentive: false,
    force: false,
    sandbox: observedSandbox({ usage: { sessions } }),
    idleForMs: 0,
    stopInMs: null,
    heldForMs: 0,
    settings: settingsWith({}),
    ...patch,
  });
}

describe('sessions, which cost a command each', () => {
  it('are not asked of a sandbox that works, or is idle for a short time only', () => {
    expect(needed({})).toBeNull();
    expect(needed({ idleForMs: 27 * minute })).toBeNull();
  });

  it('are asked every 30 s while somebody looks on', () => {
    expect(needed({ attentive: true })).toBe(30_000);
  });

  it('are asked every 30 s from two minutes before the shorter timeout on', () => {
    expect(needed({ idleForMs: 28 * minute })).toBe(30_000);
    expect(needed({ idleForMs: 40 * minute }, 0)).toBe(30_000);
  });

  it('are asked seldom while one is attached and the longer timeout is far', () => {
    expect(needed({ idleForMs: 40 * minute }, 1)).toBe(5 * minute);
    expect(needed({ idleForMs: 118 * minute }, 1)).toBe(30_000);
  });

  it('are asked by the last look before a stop, and not shortly before it', () => {
    expect(needed({ stopInMs: 100_000 })).toBe(30_000);
    expect(needed({ stopInMs: 20_000 })).toBe(90_000);
    expect(needed({ stopInMs: 20_000, force: true })).toBe(90_000);
    expect(needed({ stopInMs: 0, force: true })).toBe(0);
  });

  it('are not asked when nothing would be stopped anyway', () => {
    expect(needed({ idleForMs: 60 * minute, heldForMs: Infinity })).toBeNull();
    expect(needed({ idleForMs: 60 * minute, heldForMs: minute })).toBe(30_000);
    expect(needed({ idleForMs: 60 * minute, settings: settingsWith({ idle: { enabled: false } }) })).toBeNull();
  });
});
