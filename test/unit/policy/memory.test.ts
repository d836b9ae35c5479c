import { describe, expect, it } from 'vitest';
import type { Victim } from '../../../main/core/model/decision.ts';
import { wordsFor } from '../../../main/core/i18n/words.ts';
import { noticeSentence } from '../../../main/core/model/text.ts';
import { decideMemory, noticesOf } from '../../../main/core/policy/memory.ts';
import {
  aNow,
  gib,
  hostWith,
  keyOf,
  later,
  lookAt,
  minute,
  sandboxAt,
  second,
  settingsOf,
  strayOf,
} from '../support/cases.ts';
import { above, Course, victim } from '../support/memory-course.ts';

describe('a condition of memory', () => {
  it('is told when it has lasted for 30 s, once, with its numbers and what could be stopped (guards: sustainedMs)', () => {
    const course = above();
    course.see();
    course.for(25 * second);
    expect(course.told).toEqual([]);
    course.look();
    expect(course.told).toEqual([
      {
        atMs: 30 * second,
        decision: {
          kind: 'notify',
          notice: {
            id: 'budget',
            rule: 'budget',
            sandboxKey: 'sbx/large',
            sandboxName: 'large',
            usedBytes: 5 * gib,
            limitBytes: 4 * gib,
            sandboxBytes: 4 * gib,
            sinceMs: aNow.wallMs,
            offers: ['sbx/small'],
            nothingToStop: false,
          },
        },
      },
    ]);
    course.for(10 * minute);
    expect(course.kinds()).toEqual(['notify']);
  });

  it('begins anew when it is interrupted', () => {
    const course = above();
    course.see();
    course.for(25 * second);
    course.sandboxes = [sandboxAt('large', { memoryBytes: 4 * gib })];
    course.look();
    course.sandboxes = [sandboxAt('large', { memoryBytes: 5 * gib })];
    course.look();
    course.for(25 * second);
    expect(course.told).toEqual([]);
    course.look();
    expect(course.kinds()).toEqual(['notify']);
  });

  it('clears below 95 % of its limit, and neither clears nor begins between (guards: clearShare)', () => {
    const course = above();
    course.see();
    course.for(minute);
    const hold = (bytes: number) => {
      course.sandboxes = [sandboxAt('large', { memoryBytes: bytes })];
      course.for(5 * minute);
      return course.kinds().join(' ');
    };
    expect(hold(4 * gib * 0.95)).toBe('notify');
    expect(noticesOf(course.state)).toMatchObject([{ usedBytes: 4 * gib * 0.95 }]);
    expect(hold(4 * gib * 0.95 - 1)).toBe('notify clear');
    expect(noticesOf(course.state)).toEqual([]);
    expect(hold(4 * gib)).toBe('notify clear');
    expect(hold(4 * gib + 1)).toBe('notify clear notify');
  });

  it('that goes with its sandbox takes its notice along', () => {
    const course = new Course(settingsOf({ memory: { capBytes: gib, budgetBytes: 'off' } }));
    course.sandboxes = [sandboxAt('big', { memoryBytes: 2 * gib })];
    course.see();
    course.for(minute);
    course.sandboxes = [];
    course.look();
    expect(course.told.at(-1)?.decision).toEqual({ kind: 'clear', noticeId: 'cap:sbx/big' });
    expect(course.kinds()).toEqual(['notify', 'clear']);
    const quiet = new Course(course.settings);
    quiet.sandboxes = [sandboxAt('big', { memoryBytes: 1 })];
    quiet.see();
    quiet.sandboxes = [];
    quiet.look();
    expect(quiet.told).toEqual([]);
  });

  it('holds each sandbox against its cap, and only the one above it can help', () => {
    const course = new Course(settingsOf({ memory: { capsByName: { big: gib }, budgetBytes: 'off' } }));
    course.sandboxes = [sandboxAt('big', { memoryBytes: 2 * gib }), sandboxAt('other', { memoryBytes: 9 * gib })];
    course.victims = [victim('other'), victim('big')];
    course.see();
    course.for(minute);
    expect(course.told).toMatchObject([
      { decision: { notice: { id: 'cap:sbx/big', rule: 'cap', limitBytes: gib, offers: ['sbx/big'] } } },
    ]);
    course.for(minute);
    expect(course.calls).toMatchObject([{ key: 'sbx/big' }]);
  });

  it('says nothing about what cannot be read, and leaves what is up as it is', () => {
    const course = above();
    course.see();
    course.for(minute);
    course.sandboxes = [sandboxAt('small', { memoryBytes: 0 }), sandboxAt('large', { memoryBytes: null })];
    course.for(10 * minute);
    expect(course.kinds()).toEqual(['notify']);
    expect(course.calls).toEqual([]);
    const dark = above();
    dark.sandboxes = [sandboxAt('large', { memoryBytes: null })];
    dark.for(10 * minute);
    expect(dark.told).toEqual([]);
  });

  it('is above the budget when a part of the sum is enough for that', () => {
    const course = above();
    course.sandboxes = [sandboxAt('dark', { memoryBytes: null }), sandboxAt('large', { memoryBytes: 5 * gib })];
    course.see();
    course.for(minute);
    expect(course.told).toMatchObject([{ decision: { kind: 'notify', notice: { usedBytes: 5 * gib } } }]);
  });

  it('counts running sandboxes only', () => {
    const course = above();
    course.sandboxes = [sandboxAt('off', { memoryBytes: 9 * gib, status: 'stopped' }), sandboxAt('on')];
    course.for(5 * minute);
    expect(course.told).toEqual([]);
    const capped = new Course(settingsOf({ memory: { capBytes: gib, budgetBytes: 'off' } }));
    capped.sandboxes = [sandboxAt('off', { memoryBytes: 9 * gib, status: 'stopped' })];
    capped.for(5 * minute);
    expect(capped.told).toEqual([]);
  });

  it('of the machine is a warning by its own system; unknown and normal are none, and normal ends it', () => {
    const course = new Course(settingsOf({ memory: { budgetBytes: 'off' } }));
    course.sandboxes = [sandboxAt('small', { memoryBytes: gib }), sandboxAt('large', { memoryBytes: 4 * gib })];
    for (const level of ['normal', 'unknown'] as const) {
      course.host = hostWith(level);
      course.for(5 * minute);
    }
    course.host = { totalBytes: 16 * gib, availableBytes: 0 };
    course.for(5 * minute);
    expect(course.told).toEqual([]);
    course.host = hostWith('warning');
    course.look();
    course.for(minute);
    expect(course.told).toMatchObject([
      {
        decision: {
          notice: { id: 'host', rule: 'host', usedBytes: 15 * gib, limitBytes: 16 * gib, sandboxName: 'large' },
        },
      },
    ]);
    course.host = hostWith('unknown');
    course.for(minute);
    expect(course.kinds()).toEqual(['notify']);
    course.host = hostWith('normal');
    // The first look after so long a time without an answer is discarded.
    course.look();
    expect(course.kinds()).toEqual(['notify']);
    course.look();
    expect(course.kinds()).toEqual(['notify', 'clear']);
    course.sandboxes = [];
    course.host = hostWith('critical');
    course.for(5 * minute);
    expect(course.kinds()).toEqual(['notify', 'clear']);
  });

  it.each([
    ['asleep on Linux', 0, 8 * 60 * minute],
    ['asleep on Windows', 8 * 60 * minute, 8 * 60 * minute],
  ])(
    'forgets what it saw before the machine slept, and discards the first look after: %s (guards: isGap in judge)',
    (_, monotonicMs, wallMs) => {
      const course = above({ sustainedMs: 0 });
      course.sandboxes = [sandboxAt('large', { memoryBytes: 1 })];
      course.look();
      course.now = { wallMs: course.now.wallMs + wallMs, monotonicMs: course.now.monotonicMs + monotonicMs };
      course.sandboxes = [sandboxAt('large', { memoryBytes: 9 * gib })];
      course.look();
      expect(course.told).toEqual([]);
      course.look();
      expect(course.kinds()).toEqual(['notify']);
    },
  );

  it('counts the sustained time anew after the machine slept', () => {
    const course = above();
    course.see();
    course.for(25 * second);
    course.now = later(course.now, 8 * 60 * minute);
    course.look();
    course.look();
    course.for(25 * second);
    expect(course.told).toEqual([]);
    course.look();
    expect(course.kinds()).toEqual(['notify']);
  });
});

describe('memory is taken back', () => {
  it('from an idle sandbox, a minute after the notice, with the reason', () => {
    const course = above();
    course.see();
    course.for(85 * second);
    expect(course.calls).toEqual([]);
    course.look();
    expect(course.calls).toEqual([{ atMs: 90 * second, key: 'sbx/small' }]);
    const { calls } = decideMemory(
      course.state,
      lookAt(course.now, course.sandboxes),
      course.victims,
      course.settings,
      course.now,
    );
    expect(calls.get(keyOf('small'))).toEqual({
      evidence: { cause: 'budget', usedBytes: 5 * gib, limitBytes: 4 * gib, sinceMs: aNow.wallMs },
    });
  });

  it('only as far as the user lets it', () => {
    const called = (act: string, victims: readonly Victim[]) => {
      const course = above({ act });
      course.victims = victims;
      course.see();
      course.for(10 * minute);
      return course.calls.map(({ key }) => key);
    };
    const busyOne = victim('large', { idle: false });
    expect(called('notify', [victim('small'), busyOne])).toEqual([]);
    expect(called('stop-idle', [busyOne])).toEqual([]);
    expect(called('stop-largest', [busyOne])).toEqual(['sbx/large']);
    expect(called('stop-largest', [victim('large', { held: 'protected' })])).toEqual([]);
  });

  it('one at a time, at least 15 s after the one before', () => {
    const course = above();
    course.victims = [victim('a'), victim('b')];
    course.see();
    course.for(5 * minute);
    expect(course.calls.map(({ key }) => key)).toEqual(['sbx/a']);
    course.victims = [victim('b')];
    course.look();
    expect(course.called).toBeNull();
    const stoppedAtMs = course.now.monotonicMs - aNow.monotonicMs;
    course.for(minute);
    expect(course.calls).toMatchObject([{ key: 'sbx/a' }, { key: 'sbx/b', atMs: stoppedAtMs + 15 * second }]);
  });

  it('from the one that was warned, although another comes first meanwhile', () => {
    const course = above();
    course.victims = [victim('a'), victim('b')];
    course.see();
    course.for(2 * minute);
    course.victims = [victim('b'), victim('a')];
    course.for(minute);
    expect(course.calls.map(({ key }) => key)).toEqual(['sbx/a']);
    // It works now, so it is let go, and the next one comes after the pause.
    course.victims = [victim('b'), victim('a', { idle: false })];
    course.look();
    expect(course.called).toBeNull();
    course.for(minute);
    expect(course.called).toBe('sbx/b');
  });

  it('from nobody between the thresholds, and from nobody when it is over', () => {
    const course = above();
    course.see();
    course.for(2 * minute);
    expect(course.called).toBe('sbx/small');
    course.sandboxes = [sandboxAt('large', { memoryBytes: 3.9 * gib })];
    course.look();
    expect(course.called).toBeNull();
    course.sandboxes = [sandboxAt('large', { memoryBytes: gib })];
    course.for(10 * minute);
    expect(course.called).toBeNull();
    expect(course.calls).toHaveLength(1);
  });

  it('for the machine only when its system calls it critical', () => {
    const course = above({ budgetBytes: 'off' });
    course.host = hostWith('warning');
    course.see();
    course.for(10 * minute);
    expect(course.calls).toEqual([]);
    course.host = hostWith('critical');
    course.look();
    expect(course.calls).toMatchObject([{ key: 'sbx/small' }]);
    const evidence = decideMemory(
      course.state,
      lookAt(course.now, course.sandboxes, { host: course.host }),
      course.victims,
      course.settings,
      course.now,
    ).calls.get(keyOf('small'));
    expect(evidence).toMatchObject({ evidence: { cause: 'host', usedBytes: 15 * gib, limitBytes: 16 * gib } });
  });

  it('says once that nothing may be stopped, not every minute (guards: stuckTold)', () => {
    const course = above({ act: 'stop-largest' });
    course.victims = [victim('large', { held: 'protected' })];
    course.see();
    course.for(60 * minute);
    expect(course.told).toMatchObject([
      { decision: { notice: { nothingToStop: false } } },
      { decision: { notice: { nothingToStop: true } } },
    ]);
    expect(course.told[1]?.atMs).toBe(90 * second);
    course.victims = [victim('large')];
    course.look();
    expect(noticesOf(course.state)).toMatchObject([{ nothingToStop: false }]);
    course.victims = [victim('large', { held: 'protected' })];
    course.for(60 * minute);
    expect(course.told).toHaveLength(2);
    // Over and back again it is news again.
    course.sandboxes = [sandboxAt('large', { memoryBytes: 1 })];
    course.look();
    course.sandboxes = [sandboxAt('large', { memoryBytes: 9 * gib })];
    course.for(60 * minute);
    expect(course.kinds()).toEqual(['notify', 'notify', 'clear', 'notify', 'notify']);
  });

  it('does not call it news that no idle one is left, where only idle ones may be stopped', () => {
    const course = above();
    course.victims = [victim('large', { idle: false })];
    course.see();
    course.for(60 * minute);
    expect(course.kinds()).toEqual(['notify']);
    expect(noticesOf(course.state)).toMatchObject([{ nothingToStop: true, offers: [] }]);
  });
});

it('a notice offers no sandbox that may not be stopped', () => {
  const course = above();
  course.victims = [victim('small', { held: 'protected' }), victim('large')];
  course.see();
  course.for(minute);
  expect(course.told).toMatchObject([{ decision: { notice: { offers: ['sbx/large'] } } }]);
});

describe('memory that no sandbox is known to hold', () => {
  const with_ = (unattributed: number, act = 'stop-largest') => {
    const course = above({ act });
    course.sandboxes = [sandboxAt('small', { memoryBytes: gib })];
    course.victims = [victim('small')];
    course.unattributed = [strayOf(unattributed)];
    course.see();
    course.for(10 * minute);
    return course;
  };

  it('is told of, and an idle sandbox is stopped where that brings it below the budget again', () => {
    const course = with_(3.5 * gib);
    expect(course.told).toMatchObject([
      { decision: { notice: { usedBytes: 4.5 * gib, unattributedBytes: 3.5 * gib, offers: ['sbx/small'] } } },
    ]);
    expect(course.calls).toMatchObject([{ key: 'sbx/small' }]);
  });

  it('costs no sandbox where every stop would leave it above the budget, and that is said once (guards: stopHelps)', () => {
    const course = with_(5 * gib);
    expect(course.calls).toEqual([]);
    expect(course.told).toMatchObject([
      { decision: { notice: { usedBytes: 6 * gib, offers: [], nothingToStop: false } } },
      { decision: { notice: { nothingToStop: true } } },
    ]);
    expect(with_(5 * gib, 'stop-idle').calls).toEqual([]);
  });

  it('is named in the sentence instead of a sandbox that has less to do with it', () => {
    const sentence = (unattributed: number) => {
      const notice = noticesOf(with_(unattributed, 'notify').state)[0];
      return notice && noticeSentence(notice, wordsFor('en'));
    };
    expect(sentence(3.5 * gib)).toBe(
      'All sandboxes use 4.5 GB, above the budget of 4 GB. 3.5 GB of it belongs to none that is known',
    );
    const course = above({ act: 'notify' });
    course.unattributed = [strayOf(gib)];
    course.see();
    course.for(minute);
    const [notice] = noticesOf(course.state);
    expect(notice && noticeSentence(notice, wordsFor('en'))).toMatch(/The largest is large with 4 GB$/);
  });

  it('is not in a notice where there is none', () => {
    const course = above();
    course.see();
    course.for(minute);
    expect(noticesOf(course.state)[0]).not.toHaveProperty('unattributedBytes');
  });
});

it('nobody is stopped who has nothing to give', () => {
  const course = above({ act: 'stop-largest' });
  course.victims = [victim('small', { gainBytes: 0 })];
  course.see();
  course.for(10 * minute);
  expect(course.calls).toEqual([]);
  expect(noticesOf(course.state)).toMatchObject([{ nothingToStop: true }]);
});
