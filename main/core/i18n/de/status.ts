import type { enStatus } from '../en/status.ts';

export const deStatus: Readonly<Record<keyof typeof enStatus, string>> = {
  'summary.loading': 'Sandboxes werden gesucht …',
  'summary.noRuntime': 'Keine Sandboxes auf diesem Rechner',
  'summary.blind': 'Die Sandboxes sind nicht zu sehen',
  'summary.empty': 'Es läuft keine Sandbox',
  'summary.list':
    '{count, plural, one {# Sandbox belegt} other {# Sandboxes belegen}} {exact, select, atLeast {mindestens } about {etwa } other {}}{used}',
  'summary.unseen':
    '{count, plural, one {# Sandbox} other {# Sandboxes}}, zuletzt mit {exact, select, atLeast {mindestens } other {}}{used}',

  'runtime.sbx': 'sbx',
  'runtime.docker-sandbox': 'Docker Desktop',
  'runtime.containers': 'Container',
  'runtime.demo': 'Demo',
  'runtime.viaSocket': 'Über den eigenen Socket beobachtet',
  'runtime.viaSocketVersion': 'Über den eigenen Socket beobachtet (Version {version})',
  'runtime.viaCli': 'Über die Befehlszeile beobachtet, was langsamer ist',

  'condition.ready': 'Bereit',
  'condition.ready.do': '',
  'condition.not-installed': 'Auf diesem Rechner nicht gefunden',
  'condition.not-installed.do': 'Bitte installieren oder eine andere Art von Sandbox verwenden.',
  'condition.daemon-not-running': 'Der Daemon läuft nicht',
  'condition.daemon-not-running.do': 'Darin läuft nichts. Er startet mit der nächsten Sandbox.',
  'condition.plugin-missing': 'docker kennt den Befehl sandbox nicht',
  'condition.plugin-missing.do': 'Docker Desktop 4.80 hat ihn entfernt. Für neue Sandboxes bitte sbx installieren.',
  'condition.desktop-down': 'Docker Desktop läuft nicht',
  'condition.desktop-down.do': 'Bitte Docker Desktop starten.',
  'condition.beta-features-off': 'Beta-Funktionen sind ausgeschaltet',
  'condition.beta-features-off.do': 'In Docker Desktop einschalten: Settings, Beta features.',
  'condition.signed-out': 'Nicht bei Docker angemeldet',
  'condition.signed-out.do': 'Ausführen: sbx login',
  'condition.too-old': 'Diese Version ist zu alt',
  'condition.too-old.do': 'Bitte aktualisieren.',
  'condition.hung': 'Keine Antwort',
  'condition.hung.do': 'Sandman fragt jede Minute wieder. Bleibt es dabei, bitte neu starten.',
  'condition.error': 'Abfrage nicht möglich',
  'condition.error.do': 'Mehr dazu in der Meldung und im Fehlerprotokoll.',

  'signal.cpu': 'CPU',
  'signal.network': 'Netzwerk',
  'signal.sessions': 'Sitzungen',
  'signal.workspace': 'Dateien',
  'signal.ports': 'Verbindungen',
  'signal.status': 'Zustand',
  'activity.unseen': 'vor {span} gesehen',
  'activity.idle': '{span} untätig',
  'activity.justSeen': 'gerade erst gesehen',
  'activity.lookingAgain': 'vielleicht aktiv: wird noch einmal angesehen',
  'activity.unknown': 'unbekannt, ob untätig: {signals} nicht bekannt',
  'activity.busy': 'aktiv',
  'activity.busyBy': 'aktiv: {signal}',

  'next.stopping': 'wird angehalten …',
  'next.stopFailed': 'ließ sich nicht anhalten: {message}',
  'next.wouldStop': 'wäre angehalten worden (nur beobachten)',
  'next.protected': 'geschützt',
  'next.keptAwake': 'noch {span} wach gehalten',
  'next.stop': 'hält in {countdown} an: {reason}',
  'next.warning': 'Warnung in {span}',

  'reason.idle.none': 'seit {span} untätig, ohne Sitzung',
  'reason.idle.silent': 'seit {span} untätig, mit stiller Sitzung',
  'reason.idle.untold': 'seit {span} untätig',
  'reason.schedule': 'seit {span} untätig zur Zeit des Zeitplans „{schedule}“',
  'reason.memory.cap': 'an der Reihe, weil über der eigenen Obergrenze ({used} von {limit})',
  'reason.memory.budget': 'an der Reihe, weil alle Sandboxes zusammen über dem Budget sind ({used} von {limit})',
  'reason.memory.host': 'an der Reihe, weil der Arbeitsspeicher des Rechners knapp ist ({used} von {limit})',

  'notice.cap': '{name} belegt {used}, mehr als die Obergrenze von {limit}',
  'notice.budget': 'Alle Sandboxes belegen {used}, mehr als das Budget von {limit}. Am meisten: {name} mit {largest}',
  'notice.budgetUnattributed':
    'Alle Sandboxes belegen {used}, mehr als das Budget von {limit}. {unattributed} davon gehören zu keiner bekannten',
  'notice.host':
    'Der Arbeitsspeicher dieses Rechners ist knapp: {used} von {limit} belegt. Am meisten: {name} mit {largest}',
  'notice.stuck': '{notice}. Es darf nichts angehalten werden, um das zu ändern',

  'docker.stopsIn': 'Docker hält sie in {countdown} an: letzte Sitzung beendet',
  'docker.stopped': 'angehalten von Dockers eigenem Zeitgeber',
  'docker.stoppedUnused': 'angehalten von Dockers eigenem Zeitgeber, nach {span} ohne Nutzung',
  'docker.stoppedAfterSession': 'angehalten von Dockers eigenem Zeitgeber, {span} nach der letzten Sitzung',

  'savings.help':
    '{stops, plural, one {# Stopp} other {# Stopps}}: der Speicher bei jedem Stopp mal die Stunden bis zum nächsten Start, höchstens {hours} h',
  'trial.nothing': 'Bisher wäre nichts angehalten worden',
  'trial.soFar':
    'Bisher hätte Sandman {stops, plural, one {1 Sandbox} other {#-mal eine Sandbox}} angehalten und {gbHours} GB·h zurückgegeben',
};
