import type { enEditors } from '../en/editors.ts';

export const deEditors: Readonly<Record<keyof typeof enEditors, string>> = {
  'amount.notTaken': '{why} Nicht übernommen: „{value}“ gilt weiter.',
  'cap.nobody': 'Es fehlt, welche Sandbox gemeint ist.',
};
