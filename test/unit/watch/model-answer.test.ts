import { describe, expect, it } from 'vitest';
import { modelAnswerMs } from '../../../main/core/activity/votes.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeRuntime, fakeSandbox } from '../support/fake-runtime.ts';
import { minute, settingsWith, watch } from '../support/watched.ts';

describe('a schedule that stops what has been idle for five minutes', () => {
  it('leaves an agent alone that waits for its model (guards: an answer may take as long as no rule waits anyway)', async () => {
    const clock = new FakeClock();
    const silent = { kind: 'last-seen', atMs: null, modelAtMs: null } as const;
    const agent = fakeSandbox('agent', { network: silent });
    const runtime = new FakeRuntime('sbx', clock, [agent]);
    const everyMinute = { id: 'x', cron: '* * * * *', action: 'stop-idle', forMs: 60 * minute } as const;
    const schedules = [{ ...everyMinute, minIdleMs: 5 * minute, enabled: true, match: {} }];
    const { watcher, eventTypes } = watch(clock, [runtime], { ...settingsWith({}), schedules });
    await watcher.start();
    await clock.advance(2 * minute);
    const askedAtMs = clock.wallMs();
    agent.network = { kind: 'last-seen', atMs: askedAtMs, modelAtMs: askedAtMs };
    await clock.advance(modelAnswerMs - 10_000);
    expect(eventTypes()).toEqual([]);
    await clock.advance(4 * minute);
    expect(runtime.stops()).toEqual(['stop agent']);
  });
});
