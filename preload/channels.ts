import type { CallName, PushName } from './contract.ts';

/** The channel of a call or a push. By itself, so that the bridge is loaded without the schemas of the contract. */
export const channelOf = (name: CallName | PushName): string => `sandman:${name}`;
