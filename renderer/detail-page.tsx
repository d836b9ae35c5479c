import { loadedLater } from './loaded-later.tsx';

/** The page of one sandbox, with the plots' library. */
export const DetailPage = loadedLater(() => import('./detail/detail.tsx').then(({ Detail }) => Detail));
