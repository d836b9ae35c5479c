import { say } from '../../main/core/i18n/message.ts';
import type { AppState } from '../../main/core/model/app-state.ts';
import { noticeSentence, runtimeName, runtimeSentence, viewKind } from '../../main/core/model/text.ts';
import type { Bridge } from '../../preload/contract.ts';
import { useWords } from '../words.tsx';

const quietStates: readonly string[] = ['ready', 'not-installed', 'plugin-missing', 'daemon-not-running'];

/** Memory notices, troubles of Sandman itself, and runtimes that cannot be seen while others can; where none can, the face says so. */
export function Banners({ state, bridge }: { readonly state: AppState; readonly bridge: Bridge }) {
  const words = useWords();
  const dark = viewKind(state) === 'blind' ? [] : state.runtimes.filter((one) => !quietStates.includes(one.state));
  if (state.notices.length + state.problems.length + dark.length === 0) return null;
  return (
    <ul class="banners" aria-label={words.t('popup.notices')}>
      {state.notices.map((notice) => (
        <li key={notice.id} class="banner banner-high">
          {noticeSentence(notice, words)}
        </li>
      ))}
      {state.problems.map((problem) => (
        <li key={problem.code} class="banner">
          {say(problem.message, words)}
          {problem.code === 'no-tray' && (
            <p class="actions">
              <button type="button" class="button" onClick={() => void bridge.call('quit')}>
                {words.t('tray.quit')}
              </button>
            </p>
          )}
        </li>
      ))}
      {dark.map((runtime) => (
        <li key={runtime.id} class="banner">
          <strong>{runtimeName(runtime.id, words)}:</strong>{' '}
          {words.t('popup.runtimeTrouble', runtimeSentence(runtime, words))}
        </li>
      ))}
    </ul>
  );
}
