import { FileHistoryStore } from '../../../../main/core/history/file-store.ts';
import { History } from '../../../../main/core/history/history.ts';
import { bytesAt, lookEveryMs, stateAt } from './fleet.ts';

/**
 * Watches a fleet in a time of its own, a look after another without a pause, until it is killed. Begins at the wall clock
 * that it is given, and says after every look how far it has come.
 */
const [, , home = '', count = '1', startMs = '0'] = process.argv;
let nowMs = Number(startMs);
let state = stateAt(Number(count), nowMs);
const history = new History({
  store: new FileHistoryStore(home),
  nowMs: () => nowMs,
  state: () => state,
  records: true,
  onError: (message) => {
    throw new Error(message);
  },
});
for (;;) {
  history.observe(state);
  if (bytesAt(0, nowMs) % 5 === 0) history.note({ type: 'warning', atMs: nowMs, ...about() });
  process.stdout.write(`${nowMs}\n`);
  nowMs += lookEveryMs;
  state = stateAt(Number(count), nowMs);
  // A pipe that is full is written when the loop comes round.
  await new Promise((resolve) => setImmediate(resolve));
}

function about() {
  const evidence = { idleForMs: 0, timeoutMs: 0, sessions: 0, cpuFraction: 0, memoryBytes: 0, votes: [] };
  const because = { code: 'idle', timeoutMs: 0, sessions: 'none' } as const;
  return { key: 'sbx/box-0', name: 'box-0', rule: 'idle', because, reason: '', stopAtMs: nowMs, evidence } as const;
}
