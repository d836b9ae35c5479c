import type { AppState } from '../../main/core/model/app-state.ts';
import { defaultSettings } from '../../main/core/settings/schema.ts';

type Figures = Pick<AppState, 'atMs' | 'host' | 'runtimes' | 'sandboxes' | 'memory' | 'cadence'>;

/** A state with the given figures in which nothing else is to be told: no notice, no problem, nothing planned or saved. */
export function quietState(figures: Figures): AppState {
  return {
    version: '0.0.0',
    clockSpeed: 1,
    demo: false,
    shell: 'posix',
    enforcing: true,
    notices: [],
    problems: [],
    victims: [],
    schedules: [],
    savings: { gbHours: 0, stops: 0, sinceMs: null, horizonHours: 24 },
    settings: defaultSettings,
    ...figures,
  };
}
