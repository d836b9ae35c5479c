import type { AppState } from '../../main/core/model/app-state.ts';
import { runtimeName, runtimeSentence } from '../../main/core/model/text.ts';
import type { Bridge } from '../../preload/contract.ts';
import { useIntent } from '../hooks.ts';

interface FaceProps {
  readonly state: AppState;
  readonly bridge: Bridge;
}

export function LoadingFace() {
  return (
    <div class="face" role="status">
      <p>Looking for sandboxes…</p>
    </div>
  );
}

/** All is well, and nothing runs. */
export function EmptyFace({ state }: FaceProps) {
  return (
    <div class="face">
      <p class="face-title">Nothing is running, nothing to put to sleep.</p>
      <p class="quiet">
        A sandbox that you start appears here within {Math.ceil(state.settings.pollIntervalMs / 1000)} seconds.
      </p>
    </div>
  );
}

/** There is no runtime on this machine. */
export function NoRuntimeFace({ state, bridge }: FaceProps) {
  const intent = useIntent();
  return (
    <div class="face">
      <p class="face-title">There is nothing on this machine that runs Docker Sandboxes.</p>
      <RuntimeList state={state} />
      <p class="quiet">Install sbx (or Docker Desktop 4.50 to 4.79) and Sandman finds it by itself.</p>
      <div class="actions">
        <button
          type="button"
          class="button primary"
          disabled={intent.busy}
          onClick={() => intent.run(() => bridge.call('startDemo'))}
        >
          Show the demo fleet
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
  return (
    <div class="face">
      <p class="face-title">Sandman cannot see your sandboxes, so it stops none of them.</p>
      <RuntimeList state={state} />
      <div class="actions">
        <LookAgain bridge={bridge} />
      </div>
    </div>
  );
}

function LookAgain({ bridge }: { readonly bridge: Bridge }) {
  const intent = useIntent();
  return (
    <button
      type="button"
      class="button"
      disabled={intent.busy}
      onClick={() => intent.run(() => bridge.call('lookNow'))}
    >
      {intent.busy ? 'Looking…' : 'Look again'}
    </button>
  );
}

function RuntimeList({ state }: { readonly state: AppState }) {
  return (
    <ul class="runtimes">
      {state.runtimes.map((runtime) => {
        const { title, whatToDo } = runtimeSentence(runtime);
        return (
          <li key={runtime.id}>
            <strong>{runtimeName(runtime.id)}</strong>: {title}
            <span class="quiet"> {whatToDo}</span>
            {runtime.state === 'error' && runtime.detail !== undefined && <code>{runtime.detail}</code>}
          </li>
        );
      })}
    </ul>
  );
}
