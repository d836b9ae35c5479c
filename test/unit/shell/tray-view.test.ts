import { describe, expect, it } from 'vitest';
import { quoted } from '../../../main/core/i18n/message.ts';
import { wordsFor } from '../../../main/core/i18n/words.ts';
import type { AppState } from '../../../main/core/model/app-state.ts';
import { menuShape, trayView as viewOf, type MenuItem } from '../../../main/shell/tray-view.ts';
import { appState, capNotice, mib, nowMs, sandboxState } from '../support/state.ts';

const trayView = (state: AppState) => viewOf(state, wordsFor('en'));
const texts = (items: readonly MenuItem[]): string[] =>
  items.flatMap((item) => (item.kind === 'separator' ? [] : [item.text]));

describe('the icon', () => {
  it.each([
    ['nothing runs', appState([sandboxState('one', { status: 'stopped' })]), 'empty'],
    ['something runs', appState([sandboxState('one')]), 'running'],
    ['memory is high', appState([sandboxState('one')], { notices: [capNotice('one')] }), 'attention'],
    [
      'a stop is near',
      appState([sandboxState('one', { progress: { step: 'warned', sinceMs: nowMs, stopAtMs: nowMs + 1 } })]),
      'attention',
    ],
    [
      'a stop did not work',
      appState([sandboxState('one', { progress: { step: 'stop-failed', sinceMs: nowMs, message: quoted('locked') } })]),
      'attention',
    ],
    ['the daemon hangs', appState([], { runtimes: [{ id: 'sbx', state: 'hung' }] }), 'blind'],
    ['all that is shown is old', appState([sandboxState('one', { fresh: false })]), 'blind'],
    ['no look has ended yet', appState([], { atMs: 0 }), 'empty'],
    ['there is no runtime', appState([], { runtimes: [{ id: 'sbx', state: 'not-installed' }] }), 'empty'],
  ])('when %s', (_, state, icon) => {
    expect(trayView(state).icon).toBe(icon);
  });

  it('has the count beside it and the sentence in the tooltip', () => {
    const view = trayView(appState([sandboxState('a'), sandboxState('b')], { notices: [capNotice('a')] }));
    expect(view.title).toBe('2');
    expect(view.tooltip).toBe('Sandman\n2 sandboxes using 1 GB\na uses 3 GB, above its cap of 2 GB');
  });
});

describe('the menu', () => {
  it('offers a stop and a keep-awake for each running sandbox', () => {
    const menu = trayView(appState([sandboxState('api'), sandboxState('old', { status: 'stopped' })])).menu;
    const submenus = menu.filter((item) => item.kind === 'submenu');
    expect(submenus.map((item) => item.text)).toEqual(['api (500 MB, busy)']);
    expect(submenus[0]?.items).toContainEqual({
      kind: 'action',
      text: 'Stop now',
      action: { do: 'stop', key: 'sbx/api' },
    });
  });

  it('stays short with many sandboxes', () => {
    const many = Array.from({ length: 40 }, (_, index) => sandboxState(`s${index}`));
    const menu = trayView(appState(many)).menu;
    expect(menu.filter((item) => item.kind === 'submenu')).toHaveLength(12);
    expect(texts(menu)).toContain('and 28 more');
  });

  it('says which runtime cannot be seen, and not which ones merely are not there', () => {
    const menu = trayView(
      appState([], {
        runtimes: [
          { id: 'sbx', state: 'hung' },
          { id: 'docker-sandbox', state: 'plugin-missing' },
        ],
      }),
    ).menu;
    expect(texts(menu)).toContain('sbx: It does not answer');
    expect(texts(menu).join()).not.toContain('Docker Desktop:');
  });

  it('offers the demo only where there is nothing else to see', () => {
    const none = appState([], { runtimes: [{ id: 'sbx', state: 'not-installed' }] });
    expect(texts(trayView(none).menu)).toContain('Show the demo fleet');
    expect(texts(trayView(appState([])).menu)).not.toContain('Show the demo fleet');
  });

  it('has the same shape while only numbers change, so that it is not closed under a reader', () => {
    const using = (usedBytes: number, patch = {}) => {
      const one = sandboxState('api-2', patch);
      const usage = { ...one.usage, memory: { usedBytes, source: 'demo' as const } };
      return menuShape(trayView(appState([{ ...one, usage }])).menu);
    };
    expect(using(900 * mib)).toBe(using(2_100 * mib));
    const idle = { state: 'idle', idleForMs: 0, votes: [] } as const;
    expect(using(900 * mib)).not.toBe(using(900 * mib, { activity: idle }));
  });
});
