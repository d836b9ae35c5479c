import { message, type Message } from '../i18n/message.ts';
import type { IntentResult, SandmanService } from '../model/service.ts';
import { ask } from './client.ts';
import type { ControlMessage } from './protocol.ts';

/** What somebody can want of a watcher. The preview of a schedule wants nothing. */
export type Intents = Pick<
  SandmanService,
  | 'stopSandbox'
  | 'startSandbox'
  | 'keepAwake'
  | 'keepAwakeUntil'
  | 'snooze'
  | 'protect'
  | 'stopIdle'
  | 'changeSandbox'
  | 'changeSettings'
  | 'importSettings'
  | 'answerTrial'
>;

/**
 * The intents of a process that only looks on because another one enforces: all are refused, for that one would hear of
 * none of them. It reads settings and journal once, at its start, and writes them whole.
 */
export function refuseIntents(why: Message): Intents {
  const refuse = (): Promise<IntentResult> => Promise.resolve({ ok: false, message: why });
  return {
    stopSandbox: refuse,
    startSandbox: refuse,
    keepAwake: refuse,
    keepAwakeUntil: refuse,
    snooze: refuse,
    protect: refuse,
    stopIdle: refuse,
    changeSandbox: refuse,
    changeSettings: refuse,
    importSettings: refuse,
    answerTrial: refuse,
  };
}

const answerDeadlineMs = 2_000;

/** Says which process enforces at this address, as far as it tells, and what to do. Never throws. */
export async function otherEnforcerAt(address: string): Promise<Message> {
  let pid: number | undefined;
  const heard = (answer: ControlMessage) => {
    if (answer.kind === 'who') pid = answer.pid;
  };
  await ask(address, { op: 'who' }, heard, AbortSignal.timeout(answerDeadlineMs)).catch(() => false);
  return otherEnforcer(pid);
}

/** `pid`: left out where it is not known. */
export function otherEnforcer(pid?: number): Message {
  return message('problem.otherEnforcer', { pid: pid === undefined ? 'none' : String(pid) });
}
