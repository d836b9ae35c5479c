import type { enRuntimes } from '../en/runtimes.ts';

export const deRuntimes: Readonly<Record<keyof typeof enRuntimes, string>> = {
  'runtimes.help': 'Nachsehen startet keinen Daemon und keine virtuelle Maschine.',
  'runtime.name.sbx': 'Docker Sandboxes (sbx)',
  'runtime.name.docker-sandbox': 'Docker Desktop (docker sandbox)',
  'runtime.name.containers': 'Container-Sandboxes (Docker Engine)',
  'runtime.name.demo': 'Demo',
  'runtimes.via.socket': 'Gefragt über den eigenen Socket',
  'runtimes.via.cli': 'Gefragt über die Befehlszeile',
  'runtimes.test': 'Testen',
  'runtimes.testName': 'Testen: {name}',
  'runtimes.testing': 'Wird getestet …',
  'runtimes.tested.empty': 'Getestet: antwortet. Es gibt keine Sandbox.',
  'runtimes.tested.ready':
    'Getestet: antwortet. Es gibt {count, plural, one {eine Sandbox} other {# Sandboxes}}; {running, plural, =0 {keine läuft} one {eine läuft} other {# laufen}}.',
  'runtimes.tested.blip': 'Getestet: diesmal keine Antwort. Beim nächsten Nachsehen wird wieder gefragt.',
  'runtimes.tested.other': 'Getestet: {state}.',
  'runtimes.look': 'Fehlt etwas?',
  'runtimes.lastLook': 'Zuletzt nachgesehen {when}',
};
