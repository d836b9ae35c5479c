/** What the cards, the list and the head of the popup say beyond the numbers. */
export const enCards = {
  'stopIdle.none': 'Nothing was stopped: no sandbox that may be stopped has been idle for long enough.',
  'header.stopIdle': '{count, plural, one {Stop # idle} other {Stop # idle}}',
  'header.promised':
    'Limits add up to {sum} of {total}{more, plural, =0 {} one {, and # more fits} other {, and # more fit}}',
  'header.promisedTooMuch': 'Limits add up to {sum}, this machine has {total}',

  'list.search': 'Search',
  'list.searchName': 'Search the sandboxes',
  'list.sortName': 'Order',
  'list.sort.name': 'By name',
  'list.sort.memory': 'By memory',
  'list.sort.cpu': 'By CPU',
  'list.sort.idle': 'By idle time',
  'list.found': '{shown} of {of}',
  'list.none': 'Nothing matches.',
  'list.clear': 'Clear the search',
  'list.warned': '{count, plural, one {# is about to be stopped} other {# are about to be stopped}}',

  'card.branch': 'Branch',
  'card.ports': 'Ports',
  'card.starting': 'Starting…',
  'card.stopped':
    '{who, select, user {Stopped by you} other {Stopped by Sandman}} {span} ago{reason, select, none {} other {: it was {reason}}}{freed, select, unknown {} other { · {freed} given back}}',

  'action.startAgain': 'Start again',
  'action.startAgainName': 'Start again: {name}',
  'action.copyCommand': 'Copy command',
  'action.copyCommandName': 'Copy command: {name}',
  'action.openFolderName': 'Open the folder of {name}: {folder}',
  'action.openPortName': 'Open port {port} of {name} in the browser',
  'action.moreName': 'More for {name}',

  'menu.openFolder': 'Open its folder',
  'menu.details': 'Details',
  'menu.openAgent': 'Open the agent in a terminal',
  'menu.copyCommand': 'Copy the command that runs it',
  'menu.autoStopOff': 'Never stop it for being idle',
  'menu.autoStopOn': 'Stop it again when it is idle',

  'terminal.no-terminal': 'No terminal was found. The command is in the clipboard: {command}',
  'terminal.no-program': '{program} was not found. The command is in the clipboard: {command}',
} as const;
