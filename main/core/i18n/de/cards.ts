import type { enCards } from '../en/cards.ts';

export const deCards: Readonly<Record<keyof typeof enCards, string>> = {
  'stopIdle.none': 'Nichts wurde angehalten: keine Sandbox, die angehalten werden darf, ist lange genug untätig.',
  'header.stopIdle': '{count, plural, one {# untätige anhalten} other {# untätige anhalten}}',
  'header.promised':
    'Grenzen zusammen: {sum} von {total}{more, plural, =0 {} one {, Platz für # weitere} other {, Platz für # weitere}}',
  'header.promisedTooMuch': 'Grenzen zusammen: {sum}, der Rechner hat {total}',

  'list.search': 'Suchen',
  'list.searchName': 'Sandboxes durchsuchen',
  'list.sortName': 'Reihenfolge',
  'list.sort.name': 'Nach Name',
  'list.sort.memory': 'Nach Speicher',
  'list.sort.cpu': 'Nach CPU',
  'list.sort.idle': 'Nach Ruhezeit',
  'list.found': '{shown} von {of}',
  'list.none': 'Nichts passt dazu.',
  'list.clear': 'Suche leeren',
  'list.warned': '{count, plural, one {# wird gleich angehalten} other {# werden gleich angehalten}}',

  'card.branch': 'Branch',
  'card.ports': 'Ports',
  'card.starting': 'Wird gestartet …',
  'card.stopped':
    '{who, select, user {Von Hand angehalten} other {Von Sandman angehalten}} vor {span}{reason, select, none {} other {: {reason}}}{freed, select, unknown {} other { · {freed} frei geworden}}',

  'action.startAgain': 'Wieder starten',
  'action.startAgainName': '{name} wieder starten',
  'action.copyCommand': 'Befehl kopieren',
  'action.copyCommandName': 'Den Befehl kopieren, der {name} startet',
  'action.openFolderName': 'Den Ordner von {name} öffnen: {folder}',
  'action.openPortName': 'Port {port} von {name} im Browser öffnen',
  'action.moreName': 'Mehr zu {name}',

  'menu.openFolder': 'Ordner öffnen',
  'menu.details': 'Einzelheiten',
  'menu.openAgent': 'Agenten im Terminal öffnen',
  'menu.copyCommand': 'Startbefehl kopieren',
  'menu.autoStopOff': 'Nie wegen Untätigkeit anhalten',
  'menu.autoStopOn': 'Bei Untätigkeit wieder anhalten',

  'terminal.no-terminal': 'Kein Terminal gefunden. Der Befehl ist in der Zwischenablage: {command}',
  'terminal.no-program': '{program} nicht gefunden. Der Befehl ist in der Zwischenablage: {command}',
};
