import type { enFirstRun } from '../en/first-run.ts';

export const deFirstRun: Readonly<Record<keyof typeof enFirstRun, string>> = {
  'firstRun.step': 'Schritt {step} von {count}',
  'firstRun.back': 'Zurück',
  'firstRun.next': 'Weiter',
  'firstRun.done': 'Fertig',

  'firstRun.welcome': 'Willkommen bei Sandman',
  'firstRun.what':
    'Sandman beobachtet die Docker Sandboxes, legt schlafen, was niemand braucht, und gibt Bescheid, bevor der Speicher ausgeht.',
  'firstRun.promise':
    'Was arbeitet, wird nur mit Erlaubnis angehalten, nichts wird gelöscht, und immer wird vorher gewarnt.',
  'firstRun.found': 'Auf diesem Rechner gefunden',
  'firstRun.running':
    '{count, plural, =0 {Gerade läuft keine Sandbox.} one {Eine Sandbox läuft, mit {memory}.} other {# Sandboxes laufen, mit {memory}.}}',
  'firstRun.demo': 'Demo zeigen',

  'firstRun.idle': 'Was soll mit untätigen Sandboxes geschehen?',
  'firstRun.idleHelp': 'Das lässt sich jederzeit ändern.',
  'firstRun.watch': '{days, plural, one {# Tag} other {# Tage}} lang nur beobachten',
  'firstRun.watchHelp': 'Nichts wird angehalten. Danach ist zu sehen, was gewesen wäre, und zu entscheiden.',
  'firstRun.stop': 'Nach {span} anhalten',
  'firstRun.stopHelp': 'Jede wird {warning} vorher angekündigt und lässt sich wach halten.',

  'firstRun.comfort': 'Und wenn der Speicher knapp wird?',
  'firstRun.memory': 'Sandman darf',
  'firstRun.memoryStopIdle': 'Untätige, die größte zuerst. Nie eine, die arbeitet.',
  'firstRun.notify': 'Mitteilungen zeigen',
  'firstRun.notifyHelp': 'Vor dem Anhalten, danach, und wenn der Speicher knapp wird.',
  'firstRun.login': 'Beim Anmelden starten',
};
