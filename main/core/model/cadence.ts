/** Why the next look comes when it comes, the strongest reason first. */
export const cadenceReasons = [
  'asleep',
  'hung',
  'decision-near',
  'popup-open',
  'memory-pressure',
  'cli-only',
  'on-battery',
  'at-ease',
  'at-rest',
] as const;
export type CadenceReason = (typeof cadenceReasons)[number];
