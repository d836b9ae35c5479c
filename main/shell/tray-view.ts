import type { AppState, SandboxState } from '../core/model/app-state.ts';
import { formatBytes } from '../core/model/format.ts';
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
  | { readonly do: 'open' | 'look' | 'files' | 'settings' | 'quit' | 'demo' | 'stop-idle' }
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
export function trayView(state: AppState): TrayView {
  const running = runningOf(state);
  return {
    icon: trayIcon(state),
    tooltip: ['Sandman', summarySentence(state), ...state.notices.map(noticeSentence)].join('\n'),
    title: running.length === 0 ? '' : String(running.length),
    menu: menuOf(state, running),
  };
}

/** The menu without its numbers: what it offers, whatever is used at the moment. */
export function menuShape(menu: readonly MenuItem[]): string {
  return JSON.stringify(menu).replace(/\d+(\.\d+)?( ?(B|KB|MB|GB|TB|s|min|h|d)\b)?/g, '#');
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

function menuOf(state: AppState, running: readonly SandboxState[]): readonly MenuItem[] {
  const items: MenuItem[] = [{ kind: 'label', text: summarySentence(state) }];
  for (const notice of state.notices) items.push({ kind: 'label', text: noticeSentence(notice) });
  if (running.length > 0) items.push({ kind: 'separator' });
  for (const one of running.slice(0, maxMenuSandboxes)) items.push(sandboxItem(one));
  if (running.length > maxMenuSandboxes)
    items.push({ kind: 'label', text: `and ${running.length - maxMenuSandboxes} more` });
  for (const runtime of state.runtimes) {
    const quiet = ['ready', 'not-installed', 'plugin-missing', 'daemon-not-running'].includes(runtime.state);
    if (!quiet) items.push({ kind: 'label', text: `${runtimeName(runtime.id)}: ${runtimeSentence(runtime).title}` });
  }
  items.push(
    { kind: 'separator' },
    { kind: 'action', text: 'Open Sandman', action: { do: 'open' } },
    { kind: 'action', text: 'Look now', action: { do: 'look' } },
    { kind: 'action', text: 'Stop all idle sandboxes', action: { do: 'stop-idle' } },
    {
      kind: 'action',
      text: 'Watch only, stop nothing',
      action: { do: 'watch-only', on: !state.settings.watchOnly },
      checked: state.settings.watchOnly,
    },
    { kind: 'action', text: 'Show ledger and settings', action: { do: 'files' } },
    { kind: 'action', text: 'Settings…', action: { do: 'settings' } },
  );
  if (viewKind(state) === 'no-runtime')
    items.push({ kind: 'action', text: 'Show the demo fleet', action: { do: 'demo' } });
  items.push({ kind: 'separator' }, { kind: 'action', text: 'Quit Sandman', action: { do: 'quit' } });
  return items;
}

function sandboxItem(one: SandboxState): MenuItem {
  const memory = one.usage.memory ? formatBytes(one.usage.memory.usedBytes) : 'memory not known';
  const { key } = one;
  const kept = one.keepAwakeUntilMs !== undefined;
  const locked = one.protected === true;
  return {
    kind: 'submenu',
    text: `${one.name} (${memory}, ${one.activity.state === 'unknown' ? 'not known whether idle' : one.activity.state})`,
    items: [
      ...(locked ? [] : [{ kind: 'action' as const, text: 'Stop now', action: { do: 'stop' as const, key } }]),
      { kind: 'action', text: 'Keep awake for 30 min', action: { do: 'keep', key, forMs: 30 * 60_000 } },
      { kind: 'action', text: 'Keep awake for 4 h', action: { do: 'keep', key, forMs: 4 * 3_600_000 } },
      ...(kept
        ? [{ kind: 'action' as const, text: 'Let it sleep again', action: { do: 'keep' as const, key, forMs: null } }]
        : []),
      {
        kind: 'action',
        text: 'Protect: never stop',
        action: { do: 'protect', key, on: !locked },
        checked: locked,
      },
    ],
  };
}
