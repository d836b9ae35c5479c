import { describe, expect, it } from 'vitest';
import {
  idleChoice,
  idlePatch,
  sessionsChoice,
  sessionsPatch,
  timeoutChoices,
} from '../../../../renderer/detail/own-model.ts';

const hour = 3_600_000;

describe('the settings of one sandbox', () => {
  it('say what is said about it alone', () => {
    expect(idleChoice({})).toBe('all');
    expect(idleChoice({ idle: { enabled: false, timeoutMs: hour } })).toBe('never');
    expect(idleChoice({ idle: { timeoutMs: hour } })).toBe(hour);
    expect(sessionsChoice({ idle: { timeoutWithSessionsMs: 2 * hour } })).toBe(2 * hour);
  });

  it('change one thing and leave the others said', () => {
    const own = { idle: { warningMs: 5_000, timeoutMs: hour, timeoutWithSessionsMs: 2 * hour } };
    const rest = { warningMs: 5_000, timeoutWithSessionsMs: 2 * hour };
    expect(idlePatch(own, 'never')).toEqual({ idle: { ...rest, enabled: false } });
    expect(idlePatch(own, 2 * hour)).toEqual({ idle: { ...rest, enabled: true, timeoutMs: 2 * hour } });
    expect(idlePatch(own, 'all')).toEqual({ idle: rest });
    expect(sessionsPatch(own, 'all')).toEqual({ idle: { warningMs: 5_000, timeoutMs: hour } });
    expect(idlePatch({ idle: { enabled: false } }, 'all')).toEqual({ idle: null });
  });

  it('offer a value that was written by hand, too', () => {
    expect(timeoutChoices(7_000)[0]).toBe(7_000);
    expect(timeoutChoices('all')).not.toContain(7_000);
  });
});
