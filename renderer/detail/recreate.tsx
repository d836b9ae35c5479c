import type { AppState, SandboxState } from '../../main/core/model/app-state.ts';
import { recreateStepNames, recreationOf, type Recreation } from '../../main/core/model/recreate.ts';
import type { Bridge } from '../../preload/contract.ts';
import { useIntent } from '../hooks.ts';
import { useWords } from '../words.tsx';

interface RecreateProps {
  /** As it was seen last: between its removal and its return it is not in the list. */
  readonly sandbox: SandboxState;
  readonly isGone: boolean;
  readonly shell: AppState['shell'];
  readonly bridge: Bridge;
}

/** The way to another memory limit, which a person goes: Sandman removes nothing. */
export function Recreate({ sandbox, isGone, shell, bridge }: RecreateProps) {
  const { t, bytes } = useWords();
  const recreation = recreationOf(sandbox, shell);
  if (!recreation) return null;
  return (
    <section class="detail-part" aria-labelledby="detail-recreate">
      <h2 id="detail-recreate">{t('recreate.title')}</h2>
      {recreation.kind === 'fits' && <p role="status">{t('recreate.fits', { limit: bytes(recreation.limitBytes) })}</p>}
      {recreation.kind === 'not-known' && <p>{t(`recreate.notKnown.${recreation.because}`)}</p>}
      {recreation.kind === 'steps' && (
        <Steps recreation={recreation} sandboxKey={sandbox.key} isGone={isGone} bridge={bridge} />
      )}
    </section>
  );
}

interface StepsProps {
  readonly recreation: Extract<Recreation, { kind: 'steps' }>;
  readonly sandboxKey: string;
  readonly isGone: boolean;
  readonly bridge: Bridge;
}

function Steps({ recreation, sandboxKey: key, isGone, bridge }: StepsProps) {
  const { t, bytes } = useWords();
  const intent = useIntent();
  const wanted = bytes(recreation.wantedBytes);
  return (
    <>
      <p>{t('recreate.why', { wanted })}</p>
      <p class="recreate-lost">{t('recreate.lost')}</p>
      <ol class="recreate-steps">
        {recreateStepNames.map((step) => (
          <li key={step}>
            {t(`recreate.step.${step}`)}
            <span class="recreate-command">
              <code>{recreation.commands[step]}</code>
              <button
                type="button"
                class="button"
                aria-label={t('recreate.copyName', { command: recreation.commands[step] })}
                aria-disabled={intent.busy}
                onClick={() => intent.run(() => bridge.call('copyRecreateStep', { key, step }))}
              >
                {t('recreate.copy')}
              </button>
            </span>
          </li>
        ))}
      </ol>
      <p role="status">
        {isGone
          ? t('recreate.gone', { wanted })
          : t('recreate.now', {
              limit: recreation.limitBytes === null ? t('card.notKnown') : bytes(recreation.limitBytes),
              wanted,
            })}
      </p>
      <p class="failure" role="status">
        {intent.failure}
      </p>
    </>
  );
}
