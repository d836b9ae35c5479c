import { useEffect, useRef, useState } from 'preact/hooks';
import type { AppState } from '../../main/core/model/app-state.ts';
import type { SandboxKey } from '../../main/core/model/sandbox.ts';
import type { IntentResult } from '../../main/core/model/service.ts';
import type { SandboxPatch, Settings } from '../../main/core/settings/schema.ts';
import type { Bridge } from '../../preload/contract.ts';
import { useChange } from '../settings/change.ts';
import { answered, leftAfterState, settingsWith, withWish, type Wish } from './own-wishes.ts';

export interface OwnChange {
  /** The settings with all that was chosen here, also before main has said the same. */
  readonly settings: Settings;
  readonly failure: string | null;
  /** `change` is made from the settings with all that was chosen before: the last choice wins, and takes none back. */
  readonly apply: (change: (settings: Settings) => SandboxPatch) => void;
}

/**
 * Changes what holds for one sandbox. Arrow keys choose faster than main answers: every choice is shown and sent at once, in its
 * order, and none is dropped. One that is refused is taken back.
 */
export function useOwnChange(bridge: Bridge, key: SandboxKey, state: AppState): OwnChange {
  const sent = useChange(bridge);
  const [, setDrawn] = useState(0);
  // Not a state: two choices may come before the page is drawn again.
  const wishes = useRef<readonly Wish[]>([]);
  const lastId = useRef(0);
  const become = (next: readonly Wish[]) => {
    if (next === wishes.current) return;
    wishes.current = next;
    setDrawn((count) => count + 1);
  };
  useEffect(() => become(leftAfterState(wishes.current)), [state]);
  return {
    settings: settingsWith(wishes.current, key, state.settings),
    failure: sent.failure,
    apply: (change) => {
      const patch = change(settingsWith(wishes.current, key, state.settings));
      const id = (lastId.current += 1);
      become(withWish(wishes.current, id, patch));
      sent.run(
        () => send(bridge, key, patch),
        ({ ok }) => become(answered(wishes.current, id, ok)),
      );
    },
  };
}

/** The lock has an intent of its own: it is written down. */
function send(bridge: Bridge, key: SandboxKey, patch: SandboxPatch): Promise<IntentResult> {
  return patch.protected === undefined
    ? bridge.call('changeSandbox', { key, patch })
    : bridge.call('protect', { key, on: patch.protected });
}
