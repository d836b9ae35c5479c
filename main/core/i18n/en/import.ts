/** What an import of settings would change, before anybody agrees to it. */
export const enImport = {
  'import.title': 'What this file would change',
  'import.nothing': 'Nothing: the settings would stay as they are.',
  'import.change': '{label}: {change}',
  'import.instead': '{to} (now {from})',
  'import.changed': '{value}, changed',
  'import.on': 'on',
  'import.off': 'off',
  'import.entries': '{count, plural, one {# entry} other {# entries}}',
  'import.added': 'New: {entry}',
  'import.removed': 'Removed: {entry}',
  'import.edited': 'Changed: {entry}',
  'import.reordered': 'In another order',
  'import.moreEntries': '{count, plural, one {One more} other {# more}}',
  'import.sandboxes': 'Settings of single sandboxes',
  'import.unlocked':
    '{count, plural, one {One sandbox} other {# sandboxes}} would no longer be protected: {places}{more, plural, =0 {} other {, and # more}}.',
  'import.others':
    '{count, plural, one {One value that this window does not show would change} other {# values that this window does not show would change}}: {places}{more, plural, =0 {} other {, and # more}}.',
  'import.moved':
    '{count, plural, one {One value goes further than this window lets it and would get} other {# values go further than this window lets them and would get}} the nearest that it takes: {places}{more, plural, =0 {} other {, and # more}}.',
  'import.leftOut':
    '{count, plural, one {One entry of the file is not understood and would be left out} other {# entries of the file are not understood and would be left out}}: {places}{more, plural, =0 {} other {, and # more}}.',
  'import.agree': 'Import',
  'import.close': 'Close',
  'import.done': 'Imported.',
  'import.again':
    'Nothing was imported yet: the settings here have changed meanwhile. Look at what the file would change now.',
  'import.notHeld': 'Nothing was changed: choose the file again.',
} as const;
