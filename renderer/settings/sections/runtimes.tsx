import { say } from '../../../main/core/i18n/message.ts';
import type { FoundPrograms } from '../../../main/core/model/desktop.ts';
import type { RuntimeState } from '../../../main/core/model/runtime.ts';
import type { Bridge } from '../../../preload/contract.ts';
import { useIntent } from '../../hooks.ts';
import { useWords } from '../../words.tsx';
import { useChange } from '../change.ts';
import { Group, Row } from '../controls/group.tsx';
import type { SectionProps } from '../sections.ts';
import { useInstallation } from '../use-installation.ts';

/** What Sandman has found on this machine, and how it asks it. */
export function RuntimesSection({ state, bridge }: SectionProps) {
  const words = useWords();
  const change = useChange(bridge);
  const [installation, look] = useInstallation(bridge);
  return (
    <>
      <Group failure={change.failure} help={words.t('runtimes.help')}>
        <ul class="list" aria-label={words.t('settings.section.runtimes')}>
          {state.runtimes.map((runtime) => (
            <li key={runtime.id} data-runtime={runtime.id}>
              <RuntimeRow runtime={runtime} programs={installation?.programs ?? null} bridge={bridge} look={look} />
            </li>
          ))}
        </ul>
      </Group>
      <Group>
        <Row label={words.t('runtimes.look')} help={words.t('runtimes.lastLook', { when: words.dateTime(state.atMs) })}>
          <button
            type="button"
            class="button"
            aria-disabled={change.isBusy}
            onClick={() => {
              if (!change.isBusy) change.run(() => bridge.call('lookNow'), look);
            }}
          >
            {words.t(change.isBusy ? 'face.looking' : 'face.lookAgain')}
          </button>
        </Row>
      </Group>
    </>
  );
}

interface RuntimeRowProps {
  readonly runtime: RuntimeState;
  readonly programs: FoundPrograms | null;
  readonly bridge: Bridge;
  /** Looks for the programs anew. */
  readonly look: () => void;
}

function RuntimeRow({ runtime, programs, bridge, look }: RuntimeRowProps) {
  const words = useWords();
  const intent = useIntent();
  const title = words.t(`condition.${runtime.state}`);
  const whatToDo = words.t(`condition.${runtime.state}.do`);
  const found = programs === null ? [] : placesOf(runtime, programs);
  const version = runtime.apiVersion === undefined ? '' : ` (${runtime.apiVersion})`;
  const name = words.t(`runtime.name.${runtime.id}`);
  const test = () => bridge.call('testRuntime', { id: runtime.id }).finally(look);
  return (
    <Row
      label={name}
      help={
        <>
          <span class={`line status status-${toneOf(runtime)}`}>{title}</span>
          {whatToDo !== '' && <span class="line">{whatToDo}</span>}
          {toneOf(runtime) === 'wrong' && runtime.detail !== undefined && (
            <code class="line">{say(runtime.detail, words)}</code>
          )}
          {runtime.via !== undefined && (
            <span class="line">{`${words.t(`runtimes.via.${runtime.via}`)}${version}`}</span>
          )}
          {found.map((place) => (
            <code key={place} class="line">
              {place}
            </code>
          ))}
          <span class={intent.failure ? 'line failure' : 'line said'} role="status">
            {intent.failure ?? intent.said}
          </span>
        </>
      }
    >
      <button
        type="button"
        class="button"
        aria-label={words.t(intent.busy ? 'runtimes.testing' : 'runtimes.testName', { name })}
        aria-disabled={intent.busy}
        onClick={() => intent.run(test)}
      >
        {words.t(intent.busy ? 'runtimes.testing' : 'runtimes.test')}
      </button>
    </Row>
  );
}

function toneOf({ state }: RuntimeState): 'good' | 'quiet' | 'wrong' {
  if (state === 'ready') return 'good';
  return state === 'not-installed' || state === 'plugin-missing' || state === 'daemon-not-running' ? 'quiet' : 'wrong';
}

function placesOf({ id, state }: RuntimeState, { sbx, docker, engines }: FoundPrograms): readonly string[] {
  switch (id) {
    case 'sbx':
      return sbx === null ? [] : [sbx];
    case 'docker-sandbox':
      return docker === null ? [] : [docker];
    case 'containers':
      // Where one was looked for is news only when something is there.
      return state === 'not-installed' ? [] : engines;
    case 'demo':
      return [];
  }
}
