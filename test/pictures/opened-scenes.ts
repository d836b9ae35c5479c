import type { Notice } from '../../main/core/model/decision.ts';
import { everyday, idle, large, many, sandbox, served, stopped } from './fleet.ts';
import { sceneAtMs, stateOf, type Scene } from './scene.ts';

const minute = 60_000;
const savings = { gbHours: 31.5, stops: 7, sinceMs: sceneAtMs - 86_400_000, horizonHours: 24 };

/** What is opened in the popup: pages, menus, and a search. */
export function openedScenes(capNotice: Notice): Readonly<Record<string, Scene>> {
  const page = { state: stateOf([served(idle('docs-site', 12 * minute)), large]), opens: 'sbx/docs-site' } as const;
  return {
    detail: page,
    'detail-week': { ...page, presses: '.segmented button:last-child' },
    'detail-why': { ...page, scrollsTo: '[aria-labelledby="detail-evidence"]' },
    'detail-own': { ...page, scrollsTo: '[aria-labelledby="detail-own"]' },
    'detail-cap': { state: stateOf([large], { notices: [capNotice] }), opens: 'sbx/api' },
    'detail-recreate': { state: stateOf([large]), opens: 'sbx/api', scrollsTo: '[aria-labelledby="detail-recreate"]' },
    'detail-stopped': { state: stateOf([sandbox('api'), stopped('old-demo')]), opens: 'sbx/old-demo' },
    total: { ...page, state: { ...page.state, savings }, opens: 'total' },
    'menu-keep': { state: stateOf(everyday), presses: '.menu-button' },
    'menu-more': { state: stateOf(everyday), presses: '.card-head [aria-haspopup]' },
    'none-found': { state: stateOf(many(50)), seeks: 'nothing like it' },
  };
}
