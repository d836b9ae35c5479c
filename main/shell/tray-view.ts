import type { AppState, SandboxState } from '../core/model/app-state.ts';
import type { Words } from '../core/i18n/words.ts';
import {
  noticeSentence,
  runningOf,
  runtimeName,
  runtimeSentence,
  summarySentence,
  viewKind,
} from '../core/model/text.ts';

/** Told by shape, so that it can be read in any colour: nothing runs, some run, look here, cannot see. */
export type TrayIcon = 'empty' | 'running' | 'attention' | 'blind';

export type MenuAction =
  | { readonly do: 'open' | 'look' | 'files' | 'settings' | 'quit' | 'demo' }
  | { readonly do: 'stop-idle' }
  | { readonly do: 'protect'; readonly key: string; readonly on: boolean }
  | { readonly do: 'watch-only'; readonly on: boolean }
  | { readonly do: 'stop'; readonly key: string }
  | { readonly do: 'keep'; readonly key: string; readonly forMs: number | null };

export type MenuItem =
  | { readonly kind: 'separator' }
  | { readonly kind: 'label'; readonly text: string }
  | { readonly kind: 'action'; readonly text: string; readonly action: MenuAction; readonly checked?: boolean }
  | { readonly kind: 'submenu'; readonly text: string; readonly items: readonly MenuItem[] };

export interface TrayView {
  readonly icon: TrayIcon;
  readonly tooltip: string;
  /** Beside the icon, where the OS shows text there. */
  readonly title: string;
  readonly menu: readonly MenuItem[];
}

const maxMenuSandboxes = 12;

/** What the icon, its tooltip and its menu show for a state. */
export function trayView(state: AppState, words: Words): TrayView {
  const running = runningOf(state);
  return {
    icon: trayIcon(state),
    tooltip: ['Sandman', summarySentence(state, words), ...state.notices.map((one) => noticeSentence(one, words))].join(
      '\n',
    ),
    title: running.length === 0 ? '' : String(running.length),
    menu: menuOf(state, running, words),
  };
}

/** The menu without its numbers: what it offers, whatever is used at the moment. What it is done to is told in full. */
export function menuShape(menu: readonly MenuItem[]): string {
  return JSON.stringify(menu, (name, value: unknown) =>
    name === 'text' && typeof value === 'string'
      ? value.replace(/\d+([.,]\d+)?(\s?(byte|kB|MB|GB|TB)\b)?/gi, '#')
      : value,
  );
}

function trayIcon(state: AppState): TrayIcon {
  const urgent = state.sandboxes.some((one) => one.progress?.step === 'warned' || one.progress?.step === 'stop-failed');
  if (urgent || state.notices.length > 0) return 'attention';
  switch (viewKind(state)) {
    case 'blind':
      return 'blind';
    case 'list':
      return state.sandboxes.some((one) => one.status !== 'stopped' && one.fresh) ? 'running' : 'blind';
    default:
      return 'empty';
  }
}

function menuOf(state: AppState, running: readonly SandboxState[], words: Words): readonly MenuItem[] {
  const { t } = words;
  const items: MenuItem[] = [{ kind: 'label', text: summarySentence(state, words) }];
  for (const notice of state.notices) items.push({ kind: 'label', text: noticeSentence(notice, words) });
  if (running.length > 0) items.push({ kind: 'separator' });
  for (const one of running.slice(0, maxMenuSandboxes)) items.push(sandboxItem(one, words));
  if (running.length > maxMenuSandboxes)
    items.push({ kind: 'label', text: t('tray.more', { count: running.length - maxMenuSandboxes }) });
  for (const runtime of state.runtimes) {
    const quiet = ['ready', 'not-installed', 'plugin-missing', 'daemon-not-running'].includes(runtime.state);
    if (!quiet)
      items.push({
        kind: 'label',
        text: t('tray.runtime', {
          runtime: runtimeName(runtime.id, words),
          title: runtimeSentence(runtime, words).title,
        }),
      });
  }
  items.push(
    { kind: 'separator' },
    { kind: 'action', text: t('tray.open'), action: { do: 'open' } },
    { kind: 'action', text: t('tray.look'), action: { do: 'look' } },
    { kind: 'action', text: t('tray.stopIdle'), action: { do: 'stop-idle' } },
    {
      kind: 'action',
      text: t('tray.watchOnly'),
      action: { do: 'watch-only', on: !state.settings.watchOnly },
      checked: state.settings.watchOnly,
    },
    { kind: 'action', text: t('tray.files'), action: { do: 'files' } },
    { kind: 'action', text: t('tray.settings'), action: { do: 'settings' } },
  );
  if (viewKind(state) === 'no-runtime') items.push({ kind: 'action', text: t('tray.demo'), action: { do: 'demo' } });
  items.push({ kind: 'separator' }, { kind: 'action', text: t('tray.quit'), action: { do: 'quit' } });
  return items;
}

const activityNames = {
  idle: 'tray.activityIdle',
  busy: 'tray.activityBusy',
  unknown: 'tray.activityUnknown',
} as const;

function sandboxItem(one: SandboxState, { t, bytes, duration }: Words): MenuItem {
  const memory = one.usage.memory ? bytes(one.usage.memory.usedBytes) : t('tray.memoryUnknown');
  const { key } = one;
  const kept = one.keepAwakeUntilMs !== undefined;
  const locked = one.protected === true;
  return {
    kind: 'submenu',
    text: t('tray.sandbox', { name: one.name, memory, activity: t(activityNames[one.activity.state]) }),
    items: [
      ...(locked ? [] : [{ kind: 'action' as const, text: t('tray.stop'), action: { do: 'stop' as const, key } }]),
      {
        kind: 'action',
        text: t('tray.keepFor', { span: duration(30 * 60_000) }),
        action: { do: 'keep', key, forMs: 30 * 60_000 },
      },
      {
        kind: 'action',
        text: t('tray.keepFor', { span: duration(4 * 3_600_000) }),
        action: { do: 'keep', key, forMs: 4 * 3_600_000 },
      },
      ...(kept
        ? [{ kind: 'action' as const, text: t('tray.letSleep'), action: { do: 'keep' as const, key, forMs: null } }]
        : []),
      {
        kind: 'action',
        text: t('tray.protect'),
        action: { do: 'protect', key, on: !locked },
        checked: locked,
      },
    ],
  };
}
