import type { Bridge, TextBridge } from '../preload/contract.ts';

/** The bridge with its types, over the one that carries texts. */
export function bridgeOver(texts: TextBridge): Bridge {
  return {
    call: async (name, ...args) => JSON.parse(await texts.call(name, args[0])) as never,
    on: (name, listener) => texts.on(name, (json) => listener(JSON.parse(json) as never)),
  };
}
