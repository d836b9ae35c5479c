import { useCallback, useState } from 'preact/hooks';
import { message, say, type Message } from '../../main/core/i18n/message.ts';
import type { IntentResult } from '../../main/core/model/service.ts';
import type { SettingsPatch } from '../../main/core/settings/schema.ts';
import type { Bridge } from '../../preload/contract.ts';
import { useWords } from '../words.tsx';

export interface Change {
  /** Why the last change was not taken. */
  readonly failure: string | null;
  /** What there is to be known of the last one that was. */
  readonly said: string | null;
  readonly isBusy: boolean;
  apply(patch: SettingsPatch): void;
  /** Any other intent; `after` runs when it is answered, whatever the answer. */
  run(work: () => Promise<IntentResult>, after?: (result: IntentResult) => void): void;
}

/**
 * Sends changes at once; none is dropped. What is shown is what main says. A change that is made from what is shown, such as
 * that of a whole list, has to wait while `isBusy`.
 */
export function useChange(bridge: Bridge): Change {
  const words = useWords();
  const [failure, setFailure] = useState<Message | null>(null);
  const [said, setSaid] = useState<Message | null>(null);
  const [underWay, setUnderWay] = useState(0);
  const run = useCallback((work: () => Promise<IntentResult>, after?: (result: IntentResult) => void) => {
    setUnderWay((count) => count + 1);
    work()
      .catch((): IntentResult => ({ ok: false, message: message('popup.failed') }))
      .then((result) => {
        setFailure(result.ok ? null : result.message);
        setSaid((result.ok && result.said) || null);
        setUnderWay((count) => count - 1);
        after?.(result);
      })
      .catch(() => {});
  }, []);
  return {
    failure: failure && say(failure, words),
    said: said && say(said, words),
    isBusy: underWay > 0,
    run,
    apply: (patch) => run(() => bridge.call('changeSettings', patch)),
  };
}
