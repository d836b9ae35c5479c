import { describe, expect, it } from 'vitest';
import type { TrayHost } from '../../../main/core/tray-host/tray-host.ts';
import { IconWatch } from '../../../main/shell/icon-watch.ts';
import { desktopName, shownState } from '../../../main/shell/shown-state.ts';
import { appState } from '../support/state.ts';

/** Finds these, one after another. */
function watchOf(...finds: readonly TrayHost[]) {
  const left = [...finds];
  const changes: boolean[] = [];
  const watch = new IconWatch({
    find: () => Promise.resolve(left.shift() ?? 'unknown'),
    onChange: (isMissing) => changes.push(isMissing),
    againAfterMs: 0,
  });
  return { watch, changes, left };
}

describe('the icon', () => {
  it('is missing when it is missing twice, and is told once', async () => {
    const { watch, changes } = watchOf('missing', 'missing', 'missing');
    await watch.look();
    await watch.look();
    expect(changes).toEqual([true]);
    expect(watch.isMissing()).toBe(true);
  });

  it.each([
    ['a panel that comes up a moment later', ['missing', 'there']],
    ['a desktop that cannot be asked', ['unknown']],
    ['one that cannot be asked the second time', ['missing', 'unknown']],
  ] as const)('is not missing on %s', async (_name, finds) => {
    const { watch, changes, left } = watchOf(...finds);
    await watch.look();
    expect(changes).toEqual([]);
    expect(left).toEqual([]);
  });

  it('is there again when it is found', async () => {
    const { watch, changes } = watchOf('missing', 'missing', 'unknown', 'there');
    await watch.look();
    await watch.look();
    await watch.look();
    expect(changes).toEqual([true, false]);
  });
});

describe('the state that the windows get', () => {
  const none = { areNotificationsRefused: false, isIconMissing: false, desktopName: 'KDE' };

  it('is the same where the desktop has no trouble', () => {
    const state = appState([]);
    expect(shownState(state, none)).toBe(state);
  });

  it('goes by the name that the desktop had before Electron gave it another', () => {
    const kept = { XDG_CURRENT_DESKTOP: 'Unity', ORIGINAL_XDG_CURRENT_DESKTOP: 'GNOME' };
    expect([kept, { XDG_CURRENT_DESKTOP: 'KDE' }, {}].map(desktopName)).toEqual(['GNOME', 'KDE', '']);
  });

  it('says what helps on this desktop', () => {
    const desktopOf = (desktopName: string) =>
      shownState(appState([]), { ...none, isIconMissing: true, desktopName }).problems;
    expect(desktopOf('ubuntu:GNOME')).toMatchObject([{ code: 'no-tray', message: { values: { desktop: 'gnome' } } }]);
    expect(desktopOf('sway')).toMatchObject([{ code: 'no-tray', message: { values: { desktop: 'other' } } }]);
  });
});
