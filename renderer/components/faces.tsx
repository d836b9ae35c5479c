import { say } from '../../main/core/i18n/message.ts';
import type { AppState } from '../../main/core/model/app-state.ts';
import { runtimeSentence } from '../../main/core/model/text.ts';
import type { Bridge } from '../../preload/contract.ts';
import { useIntent } from '../hooks.ts';
import { useWords } from '../words.tsx';

interface FaceProps {
  readonly state: AppState;
  readonly bridge: Bridge;
}

export function LoadingFace() {
  const { t } = useWords();
  return (
    <div class="face" role="status">
      <p>{t('summary.loading')}</p>
    </div>
  );
}

/** All is well, and nothing runs. */
export function EmptyFace({ state, bridge }: FaceProps) {
  const { t } = useWords();
  return (
    <div class="face">
      <p class="face-title">{t('face.empty')}</p>
      <p class="quiet">{t('face.emptyHint', { seconds: Math.ceil(state.settings.pollIntervalMs / 1000) })}</p>
      <RuntimeList runtimes={state.runtimes.filter((one) => one.state === 'daemon-not-running')} />
      <div class="actions">
        <LookAgain bridge={bridge} />
      </div>
    </div>
  );
}

/** There is no runtime on this machine. */
export function NoRuntimeFace({ state, bridge }: FaceProps) {
  const { t } = useWords();
  const intent = useIntent();
  return (
    <div class="face">
      <p class="face-title">{t('face.noRuntime')}</p>
      <RuntimeList runtimes={state.runtimes} />
      <p class="quiet">{t('face.noRuntimeHint')}</p>
      <div class="actions">
        <button
          type="button"
          class="button primary"
          aria-disabled={intent.busy}
          onClick={() => intent.run(() => bridge.call('startDemo'))}
        >
          {t('face.showDemo')}
        </button>
        <LookAgain bridge={bridge} />
      </div>
      <p class="failure" role="status">
        {intent.failure}
      </p>
    </div>
  );
}

/** There are runtimes, and none of them can be asked. */
export function BlindFace({ state, bridge }: FaceProps) {
  const { t } = useWords();
  return (
    <div class="face">
      <p class="face-title">{t('face.blind')}</p>
      <RuntimeList runtimes={state.runtimes} />
      <div class="actions">
        <LookAgain bridge={bridge} />
      </div>
    </div>
  );
}

function LookAgain({ bridge }: { readonly bridge: Bridge }) {
  const { t } = useWords();
  const intent = useIntent();
  return (
    <button
      type="button"
      class="button"
      aria-disabled={intent.busy}
      onClick={() => intent.run(() => bridge.call('lookNow'))}
    >
      {t(intent.busy ? 'face.looking' : 'face.lookAgain')}
    </button>
  );
}

function RuntimeList({ runtimes }: Pick<AppState, 'runtimes'>) {
  const words = useWords();
  if (runtimes.length === 0) return null;
  return (
    <ul class="runtimes">
      {runtimes.map((runtime) => {
        const { title, whatToDo } = runtimeSentence(runtime, words);
        return (
          <li key={runtime.id}>
            <strong>{words.t(`runtime.name.${runtime.id}`)}</strong>: {title}.<span class="quiet"> {whatToDo}</span>
            {runtime.state === 'error' && runtime.detail !== undefined && <code>{say(runtime.detail, words)}</code>}
          </li>
        );
      })}
    </ul>
  );
}
