/** What forms and fields say of what cannot be saved. */
export const enEditors = {
  'amount.notTaken': '{why} It was not taken: “{value}” still holds.',
  'cap.nobody': 'Say which sandbox is meant.',
} as const;
