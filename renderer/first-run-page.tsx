import { loadedLater } from './loaded-later.tsx';

/** Seen once in a lifetime, with the schema of the settings. */
export const FirstRunPage = loadedLater(() => import('./first-run/first-run.tsx').then(({ FirstRun }) => FirstRun));
