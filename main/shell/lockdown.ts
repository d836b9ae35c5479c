import type { App, Session } from 'electron';
import { appOrigin } from './app-protocol.ts';

/** No page of this app needs a permission, another page, a window of its own, or the network. */
export function lockDown(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** The same for what the pages of a session ask for. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  // Nothing is written here that has a spelling, and each page would prepare for it while somebody waits (26 ms in a trace).
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((details, answer) => {
    const ours = details.url.startsWith(`${appOrigin}/`) || details.url.startsWith('devtools:');
    answer({ cancel: !ours });
  });
}
