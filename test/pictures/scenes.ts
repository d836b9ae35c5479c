import { message } from '../../main/core/i18n/message.ts';
import type { Notice } from '../../main/core/model/decision.ts';
import type { AppState } from '../../main/core/model/app-state.ts';
import { defaultSettings, type FirstRunScreen } from '../../main/core/settings/schema.ts';
import { everyday, idle, large, many, sandbox, stopped, unread, warned } from './fleet.ts';
import { cardScenes } from './card-scenes.ts';
import { keyScenes } from './key-scenes.ts';
import { openedScenes } from './opened-scenes.ts';
import { gib, sceneAtMs, stateOf, type Scene } from './scene.ts';

const minute = 60_000;

const scene = (state: AppState): Scene => ({ state });

const capNotice: Notice = {
  id: 'cap:sbx/api',
  rule: 'cap',
  sandboxKey: 'sbx/api',
  sandboxName: 'api',
  usedBytes: 5.2 * gib,
  limitBytes: 4 * gib,
  sandboxBytes: 5.2 * gib,
  sinceMs: sceneAtMs - minute,
  offers: [],
  nothingToStop: false,
};

/** Something stood out while its stop was due, and may have been a timer of its own. */
const lookedAtAgain = idle('blog', 31 * minute, {
  next: undefined,
  activity: {
    state: 'unknown',
    idleForMs: 31 * minute,
    votes: [{ signal: 'cpu', says: 'unknown', value: 0.03, threshold: 0.01, alone: true }],
  },
});

const noRuntimes: AppState['runtimes'] = [
  { id: 'sbx', state: 'not-installed' },
  { id: 'docker-sandbox', state: 'plugin-missing' },
  { id: 'containers', state: 'not-installed' },
];

const firstRunOffer = { settings: { ...defaultSettings, firstRun: 'welcome' }, trial: { step: 'offered' } } as const;

const firstRun = (screen: FirstRunScreen): Scene =>
  scene(
    stateOf(everyday, {
      settings: { ...defaultSettings, firstRun: screen },
      ...(screen !== 'comfort' && { trial: { step: 'offered' } as const }),
    }),
  );

/** What the settings window shows: something in every list. */
export const settingsScene: Scene = scene(
  stateOf(everyday, {
    settings: {
      ...defaultSettings,
      rules: [
        { match: { agent: 'codex', path: '~/code/*' }, idle: { timeoutMs: 60 * minute } },
        { match: { name: 'prod-*' }, protected: true },
      ],
      memory: { ...defaultSettings.memory, capsByName: { web: 4 * gib } },
      schedules: [
        {
          id: 'evening',
          cron: '0 19 * * 1-5',
          action: 'stop-idle',
          forMs: 30 * minute,
          minIdleMs: 5 * minute,
          enabled: true,
          match: {},
        },
        {
          id: 'night',
          cron: '0 22 * * *',
          action: 'quiet',
          forMs: 9 * 60 * minute,
          minIdleMs: 0,
          enabled: true,
          match: {},
        },
      ],
    },
    victims: [
      { key: 'sbx/docs-site', name: 'docs-site', gainBytes: 1.9 * gib, idle: true },
      { key: 'sbx/api', name: 'api', gainBytes: 1.9 * gib, idle: false },
    ],
  }),
);

/** Every state that the popup can be in, by the name of its pictures. */
export const scenes: Readonly<Record<string, Scene>> = {
  'first-run-welcome': firstRun('welcome'),
  'first-run-none': scene(stateOf([], { ...firstRunOffer, runtimes: noRuntimes })),
  'first-run-idle': firstRun('idle'),
  'first-run-comfort': firstRun('comfort'),
  ...keyScenes,
  loading: scene(stateOf([], { atMs: 0 })),
  'no-runtime': scene(stateOf([], { runtimes: noRuntimes })),
  'daemon-down': scene(
    stateOf([stopped('api'), stopped('docs-site')], { runtimes: [{ id: 'sbx', state: 'daemon-not-running' }] }),
  ),
  blind: scene(stateOf([], { runtimes: [{ id: 'docker-sandbox', state: 'desktop-down' }] })),
  hung: scene(
    stateOf(
      [
        sandbox('api', { fresh: false, observedAtMs: sceneAtMs - 4 * minute }),
        idle('docs-site', 9 * minute, { fresh: false, observedAtMs: sceneAtMs - 4 * minute }),
      ],
      {
        runtimes: [{ id: 'sbx', state: 'hung', via: 'socket' }],
      },
    ),
  ),
  ...cardScenes,
  empty: scene(stateOf([stopped('api'), stopped('docs-site')])),
  one: scene(stateOf([sandbox('api')])),
  five: scene(
    stateOf([
      ...everyday.slice(0, 2),
      idle('infra', 26 * minute, { protected: true }),
      idle('mobile', 3 * minute, { keepAwakeUntilMs: sceneAtMs + 90 * minute }),
      unread('data'),
      stopped('old-demo'),
    ]),
  ),
  fifty: { ...scene(stateOf(many(50))), crowd: true },
  'two-hundred': {
    ...scene(stateOf(many(200).map((one, index) => (index === 150 ? warned(one.name) : one)))),
    crowd: true,
  },
  'memory-high': scene(stateOf([large, idle('docs-site', 12 * minute)], { notices: [capNotice] })),
  problem: scene(
    stateOf([lookedAtAgain, ...everyday], {
      problems: [
        {
          code: 'settings-damaged',
          message: message('problem.settingsKeptAside', {
            wrong: message('settingsFile.noJson'),
            aside: '~/.sandman/settings.json.corrupt',
          }),
        },
      ],
    }),
  ),
  'no-tray': scene(
    stateOf(everyday, { problems: [{ code: 'no-tray', message: message('tray.missing', { desktop: 'gnome' }) }] }),
  ),
  'watch-only': scene(
    stateOf(
      [
        idle('docs-site', 40 * minute, { next: undefined, progress: { step: 'would-stop', sinceMs: sceneAtMs } }),
        sandbox('api'),
      ],
      { settings: { ...defaultSettings, watchOnly: true } },
    ),
  ),
  'trial-running': scene(
    stateOf(everyday, {
      settings: { ...defaultSettings, watchOnly: true },
      trial: {
        step: 'running',
        untilMs: sceneAtMs + 86_400_000,
        wouldHave: { gbHours: 14.2, stops: 3, sinceMs: sceneAtMs, horizonHours: 24 },
      },
    }),
  ),
  'trial-over': scene(
    stateOf(everyday, {
      settings: { ...defaultSettings, watchOnly: true },
      trial: {
        step: 'over',
        untilMs: sceneAtMs - 1,
        wouldHave: { gbHours: 31.5, stops: 7, sinceMs: sceneAtMs, horizonHours: 24 },
      },
    }),
  ),
  ...openedScenes(capNotice),
  demo: scene(
    stateOf([sandbox('api', { key: 'demo/api', runtime: 'demo' })], {
      demo: true,
      runtimes: [{ id: 'demo', state: 'ready' }],
    }),
  ),
  'long-names': scene(
    stateOf(
      [
        sandbox('a-sandbox-with-a-name-that-is-much-longer-than-any-card-is-wide-0123456789', {
          agent: 'claude-code-nightly',
          workspaces: [
            '/home/ann/projects/customers/northwind/services/payments/backend-with-a-long-name',
            '/home/ann/shared',
          ],
        }),
        idle('ملف-المشروع', 5 * minute, { workspaces: ['/home/ann/code/ملف-المشروع'] }),
      ],
      { savings: { gbHours: 128.4, stops: 31, sinceMs: sceneAtMs - 86_400_000, horizonHours: 24 } },
    ),
  ),
};

/** What is above this share of the pixels is another picture; below it, an edge was smoothed in another way. */
export const tolerance = { maxDiffPixelRatio: 0.002, threshold: 0.15 };
