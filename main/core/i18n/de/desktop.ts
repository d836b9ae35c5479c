import type { enDesktop } from '../en/desktop.ts';

export const deDesktop: Readonly<Record<keyof typeof enDesktop, string>> = {
  'tray.more': '{count, plural, one {und # weitere} other {und # weitere}}',
  'tray.runtime': '{runtime}: {title}',
  'tray.open': 'Sandman öffnen',
  'tray.look': 'Jetzt nachsehen',
  'tray.stopIdle': 'Alle untätigen Sandboxes anhalten',
  'tray.watchOnly': 'Nur beobachten, nichts anhalten',
  'tray.files': 'Protokoll und Einstellungen zeigen',
  'tray.demo': 'Demo zeigen',
  'tray.quit': 'Sandman beenden',
  'tray.missing':
    'Diese Arbeitsumgebung zeigt keine Symbole von Hintergrundprogrammen, deshalb ist Sandman dieses Fenster. Auch nach dem Schließen wird weiter beobachtet; ein neuer Start öffnet es wieder. {desktop, select, gnome {Die GNOME-Erweiterung „AppIndicator and KStatusNotifierItem Support“ bringt das Symbol.} other {Eine Leiste mit Infobereich (System Tray) bringt das Symbol.}}',
  'tray.memoryUnknown': 'Speicher nicht bekannt',
  'tray.activityUnknown': 'unbekannt, ob untätig',
  'tray.activityIdle': 'untätig',
  'tray.activityBusy': 'aktiv',
  'tray.sandbox': '{name} ({memory}, {activity})',
  'tray.stop': 'Jetzt anhalten',
  'tray.keepFor': 'Für {span} wach halten',
  'tray.letSleep': 'Wieder schlafen lassen',
  'tray.protect': 'Schützen: nie anhalten',

  'notify.warning': '{name} wird in {span} angehalten',
  'notify.warningBody':
    'Grund: {reason}.{holds, select, unknown {} other { Belegt {holds}.}} Klicken, um sie zu sehen und wach zu halten.',
  'notify.stopped': '{name} wurde angehalten',
  'notify.stoppedBody': 'Grund: {reason}.{freed, select, unknown {} other { {freed} zurückgegeben.}}',
  'notify.stopFailed': '{name} ließ sich nicht anhalten',
  'notify.cap': '{name} belegt zu viel Speicher',
  'notify.budget': 'Die Sandboxes belegen zu viel Speicher',
  'notify.host': 'Der Arbeitsspeicher dieses Rechners ist knapp',
  'notify.notice': '{sentence}.',
  'notify.problem': 'Sandman',
  'notify.action.keep-awake': 'Wach halten',
  'notify.action.stop-now': 'Jetzt anhalten',
  'notify.action.start-again': 'Wieder starten',
  'notify.action.protect': 'Nie wieder anhalten',
  'notify.action.stop-first': '{name} anhalten',
  'notify.test.refused':
    'Das System lässt Sandman keine Mitteilungen zeigen. Sie sind in seinen Einstellungen unter Mitteilungen für Sandman zu erlauben.',
  'notify.test.unknown':
    'Das System hat nicht bestätigt, dass sie gezeigt wurde. Falls nichts kam: in seinen Einstellungen unter Mitteilungen nach Sandman sehen, und ob „Nicht stören“ an ist.',
};
