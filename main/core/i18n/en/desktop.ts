/** The icon's menu and the notifications. */
export const enDesktop = {
  'tray.more': '{count, plural, one {and # more} other {and # more}}',
  'tray.runtime': '{runtime}: {title}',
  'tray.open': 'Open Sandman',
  'tray.look': 'Look now',
  'tray.stopIdle': 'Stop all idle sandboxes',
  'tray.watchOnly': 'Watch only, stop nothing',
  'tray.files': 'Show ledger and settings',
  'tray.demo': 'Show the demo fleet',
  'tray.quit': 'Quit Sandman',
  'tray.missing':
    'This desktop does not show icons of background programs, so Sandman is this window. It goes on watching when you close it; start Sandman again to open it. {desktop, select, gnome {The GNOME extension “AppIndicator and KStatusNotifierItem Support” brings the icon.} other {A panel with a system tray brings the icon.}}',
  'tray.memoryUnknown': 'memory not known',
  'tray.activityUnknown': 'not known whether idle',
  'tray.activityIdle': 'idle',
  'tray.activityBusy': 'busy',
  'tray.sandbox': '{name} ({memory}, {activity})',
  'tray.stop': 'Stop now',
  'tray.keepFor': 'Keep awake for {span}',
  'tray.letSleep': 'Let it sleep again',
  'tray.protect': 'Protect: never stop',

  'notify.warning': '{name} will be stopped in {span}',
  'notify.warningBody':
    'It was {reason}{holds, select, unknown {} other { and holds {holds}}}. Click to see it and keep it awake.',
  'notify.stopped': '{name} was stopped',
  'notify.stoppedBody': 'It was {reason}.{freed, select, unknown {} other { {freed} given back.}}',
  'notify.stopFailed': '{name} could not be stopped',
  'notify.cap': '{name} uses too much memory',
  'notify.budget': 'Sandboxes use too much memory',
  'notify.host': 'This machine is low on memory',
  'notify.notice': '{sentence}.',
  'notify.problem': 'Sandman',
  'notify.action.keep-awake': 'Keep awake',
  'notify.action.stop-now': 'Stop now',
  'notify.action.start-again': 'Start again',
  'notify.action.protect': 'Never stop it again',
  'notify.action.stop-first': 'Stop {name}',
  'notify.test.refused':
    'The system does not let Sandman show notifications. Allow them in its settings, under Notifications, for Sandman.',
  'notify.test.unknown':
    'The system did not say that it was shown. If nothing came, look for Sandman in its settings, under Notifications, and whether “do not disturb” is on.',
} as const;
