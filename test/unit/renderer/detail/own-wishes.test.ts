import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../../main/core/settings/schema.ts';
import { idlePatch, ownOf, sessionsPatch } from '../../../../renderer/detail/own-model.ts';
import { answered, leftAfterState, settingsWith, withWish, type Wish } from '../../../../renderer/detail/own-wishes.ts';
import { sandboxState } from '../../support/state.ts';

const minute = 60_000;
const one = sandboxState('api');
const shown = (wishes: readonly Wish[]) => settingsWith(wishes, one.key, defaultSettings);

describe('what is chosen faster than it is answered', () => {
  it('all counts, and the last choice wins', () => {
    let wishes = withWish([], 1, idlePatch({}, 5 * minute));
    wishes = withWish(wishes, 2, sessionsPatch(ownOf(one, shown(wishes)), 15 * minute));
    wishes = withWish(wishes, 3, idlePatch(ownOf(one, shown(wishes)), 30 * minute));
    wishes = withWish(wishes, 4, { protected: true });
    wishes = withWish(wishes, 5, { capBytes: 1024 ** 3 });
    expect(ownOf(one, shown(wishes))).toEqual({
      protected: true,
      idle: { enabled: true, timeoutMs: 30 * minute, timeoutWithSessionsMs: 15 * minute },
    });
    expect(shown(wishes).memory.capsByName).toEqual({ api: 1024 ** 3 });
    // What is sent last says all of it.
    expect(wishes[2]?.patch.idle).toMatchObject({ timeoutMs: 30 * minute, timeoutWithSessionsMs: 15 * minute });
  });

  it('is shown until a state has it, and not longer: an older state does not take it back', () => {
    const asked = withWish(withWish([], 1, { protected: true }), 2, { protected: false });
    expect(leftAfterState(asked)).toBe(asked);
    const first = answered(asked, 1, true);
    expect(first.map(({ id }) => id)).toEqual([1, 2]);
    expect(leftAfterState(first).map(({ id }) => id)).toEqual([2]);
    expect(leftAfterState(answered(leftAfterState(first), 2, true))).toEqual([]);
  });

  it('is taken back when it is refused, and nothing else is', () => {
    const asked = withWish(withWish([], 1, { protected: true }), 2, { capBytes: 1024 ** 3 });
    const left = answered(asked, 2, false);
    expect(shown(left).memory.capsByName).toEqual({});
    expect(ownOf(one, shown(left)).protected).toBe(true);
  });
});
