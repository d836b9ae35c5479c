import { describe, expect, it } from 'vitest';
import { Alerts, alongsideMs } from '../../../main/core/enforce/alerts.ts';

describe('warnings that come together', () => {
  it('ask for attention once in two minutes; what comes along does not make them longer', () => {
    const alerts = new Alerts();
    expect(alerts.isAlongside(1_000)).toBe(false);
    expect(alerts.isAlongside(1_000)).toBe(true);
    expect(alerts.isAlongside(1_000 + alongsideMs - 1)).toBe(true);
    expect(alerts.isAlongside(1_000 + alongsideMs)).toBe(false);
  });
});
