import { restartPrompt } from '../../main/core/apikey/desktop-restart/prompt.ts';
import type { KeyShellProps } from './key-shell.tsx';

/** The prompt for a restart of Docker Desktop, with what it stops; and how far the restart has come. */
export function KeyRestart({ shell, app, bridge, busy, intent }: KeyShellProps) {
  const { needsRestart, restarting } = shell;
  if (restarting) {
    return (
      <p class="banner" role="status">
        {restarting.step === 'restarting' ? 'Docker Desktop is being restarted' : 'Waiting for Docker Desktop'} (it
        says: {restarting.status}). This may take some minutes.
      </p>
    );
  }
  if (!needsRestart) return null;
  const { stops, complete } = restartPrompt(app);
  return (
    <div class="banner banner-high" data-part="restart">
      <p>
        <strong>Docker Desktop has to be restarted</strong>, because its sandbox daemon was started without this key.
      </p>
      {stops.length === 0 ? (
        <p>{complete ? 'No sandbox is running in it.' : 'Which sandboxes run in it is not known.'}</p>
      ) : (
        <>
          <p>This stops what runs in it now:</p>
          <ul class="key-stops">
            {stops.map((one) => (
              <li key={one.key}>
                {one.name}
                {one.maybeBusy && <strong> (may be at work)</strong>}
              </li>
            ))}
          </ul>
          {!complete && <p>There may be more: not all of Docker Desktop could be asked.</p>}
        </>
      )}
      <p class="quiet">Other containers of Docker Desktop are stopped, too.</p>
      <div class="actions">
        <button
          type="button"
          class="button"
          disabled={busy}
          onClick={() =>
            intent.run(() => bridge.call('keyRestartDesktop', { agreedKeys: stops.map((one) => one.key) }))
          }
        >
          Restart Docker Desktop
        </button>
      </div>
    </div>
  );
}
