import type { enImport } from '../en/import.ts';

export const deImport: Readonly<Record<keyof typeof enImport, string>> = {
  'import.title': 'Was diese Datei ändern würde',
  'import.nothing': 'Nichts: Die Einstellungen würden bleiben, wie sie sind.',
  'import.change': '{label}: {change}',
  'import.instead': '{to} (jetzt {from})',
  'import.changed': '{value}, geändert',
  'import.on': 'an',
  'import.off': 'aus',
  'import.entries': '{count, plural, one {# Eintrag} other {# Einträge}}',
  'import.added': 'Neu: {entry}',
  'import.removed': 'Entfernt: {entry}',
  'import.edited': 'Geändert: {entry}',
  'import.reordered': 'In anderer Reihenfolge',
  'import.moreEntries': '{count, plural, one {Ein weiterer} other {# weitere}}',
  'import.sandboxes': 'Einstellungen einzelner Sandboxes',
  'import.unlocked':
    '{count, plural, one {Eine Sandbox wäre} other {# Sandboxes wären}} nicht mehr geschützt: {places}{more, plural, =0 {} other {, und # weitere}}.',
  'import.others':
    '{count, plural, one {Ein Wert, den dieses Fenster nicht zeigt, würde sich ändern} other {# Werte, die dieses Fenster nicht zeigt, würden sich ändern}}: {places}{more, plural, =0 {} other {, und # weitere}}.',
  'import.moved':
    '{count, plural, one {Ein Wert geht weiter, als dieses Fenster es zulässt, und bekäme} other {# Werte gehen weiter, als dieses Fenster es zulässt, und bekämen}} den nächsten, den es annimmt: {places}{more, plural, =0 {} other {, und # weitere}}.',
  'import.leftOut':
    '{count, plural, one {Ein Eintrag der Datei ist unbekannt und bliebe weg} other {# Einträge der Datei sind unbekannt und blieben weg}}: {places}{more, plural, =0 {} other {, und # weitere}}.',
  'import.agree': 'Importieren',
  'import.close': 'Schließen',
  'import.done': 'Importiert.',
  'import.again':
    'Noch wurde nichts importiert: Die Einstellungen hier haben sich inzwischen geändert. Es steht da, was die Datei jetzt ändern würde.',
  'import.notHeld': 'Es wurde nichts geändert: Die Datei ist noch einmal auszuwählen.',
};
