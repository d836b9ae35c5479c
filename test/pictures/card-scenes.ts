import { quoted } from '../../main/core/i18n/message.ts';
import type { AppState } from '../../main/core/model/app-state.ts';
import { defaultSettings } from '../../main/core/settings/schema.ts';
import { idle, sandbox, stopped, unread, warned } from './fleet.ts';
import { gib, sceneAtMs, stateOf, type Scene } from './scene.ts';

const minute = 60_000;

const scene = (state: AppState): Scene => ({ state });

/** What a card can say besides being busy, idle, or on its way to a stop. */
export const cardScenes: Readonly<Record<string, Scene>> = {
  held: {
    state: stateOf([
      idle('infra', 26 * minute, { protected: true, next: undefined }),
      idle('mobile', 3 * minute, { keepAwakeUntilMs: sceneAtMs + 90 * minute, next: undefined }),
    ]),
  },
  'not-known': {
    state: stateOf([unread('data'), idle('night-job', 45 * minute, { next: undefined })], {
      settings: { ...defaultSettings, sandboxes: { 'sbx/night-job': { idle: { enabled: false } } } },
    }),
  },
  'half-seen': {
    state: stateOf([
      sandbox('api'),
      idle('vm-one', 9 * minute, {
        key: 'docker-sandbox/vm-one',
        runtime: 'docker-sandbox',
        fresh: false,
        observedAtMs: sceneAtMs - 3 * minute,
      }),
    ]),
  },
  scheduled: {
    state: stateOf([
      idle('docs-site', 12 * minute, {
        next: {
          action: 'warn',
          rule: 'schedule',
          atMs: sceneAtMs + 8 * minute,
          because: { code: 'schedule', schedule: 'evening', idleForMs: 5 * minute },
        },
      }),
      sandbox('api'),
    ]),
  },
  warned: scene(stateOf([warned('docs-site'), sandbox('api')])),
  stopping: scene(
    stateOf([
      idle('docs-site', 31 * minute, {
        next: undefined,
        progress: { step: 'stopping', sinceMs: sceneAtMs, who: 'policy' },
      }),
      sandbox('api'),
    ]),
  ),
  'stop-failed': scene(
    stateOf([
      idle('docs-site', 31 * minute, {
        next: undefined,
        progress: {
          step: 'stop-failed',
          sinceMs: sceneAtMs,
          message: quoted('sbx stop: sandbox is locked by another process'),
        },
      }),
    ]),
  ),
  'just-stopped': scene(
    stateOf(
      [
        sandbox('api'),
        stopped('docs-site', {
          stopNote: {
            atMs: sceneAtMs - 20_000,
            who: 'policy',
            because: { code: 'idle', timeoutMs: 30 * minute, sessions: 'none' },
            freedBytes: 1.4 * gib,
          },
        }),
        stopped('old-demo', {
          key: 'docker-sandbox/old-demo',
          runtime: 'docker-sandbox',
          stopNote: { atMs: sceneAtMs - 80_000, who: 'user', freedBytes: 2.1 * gib },
        }),
        stopped('web', { progress: { step: 'starting', sinceMs: sceneAtMs } }),
      ],
      { runtimes: [{ id: 'sbx', state: 'ready', via: 'socket' }] },
    ),
  ),
  docker: scene(
    stateOf(
      [
        idle('vm-one', 6 * minute, {
          key: 'docker-sandbox/vm-one',
          runtime: 'docker-sandbox',
          docker: { event: 'auto-stop-deferred', atMs: sceneAtMs - minute, autoStopAtMs: sceneAtMs + 4 * minute },
        }),
      ],
      { runtimes: [{ id: 'docker-sandbox', state: 'ready', via: 'cli' }] },
    ),
  ),
};
