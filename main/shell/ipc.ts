import * as v from 'valibot';
import {
  calls,
  channelOf,
  type CallArgs,
  type CallName,
  type CallResult,
  type PushName,
  type Pushes,
} from '../../preload/contract.ts';
import { message } from '../core/i18n/message.ts';
import type { Logger } from '../core/model/logger.ts';
import { appOrigin } from './app-protocol.ts';

/** One handler for every call of the contract: a missing one does not compile. */
export type CallHandlers = {
  readonly [Name in CallName]: (args: CallArgs<Name>) => CallResult<Name> | Promise<CallResult<Name>>;
};

/** The part of Electron's `ipcMain` that is needed. */
export interface IpcHost {
  handle(channel: string, listener: (event: IpcEvent, args: unknown) => Promise<string>): void;
}

export interface IpcEvent {
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/** The part of a window that can be told something. */
interface Receiver {
  send(channel: string, json: string): void;
}

/** Tells a page something, as JSON text (`TextBridge`). */
export function sendTo<Name extends PushName>(page: Receiver, name: Name, value: Pushes[Name]): void {
  page.send(channelOf(name), JSON.stringify(value));
}

/** Answers the page's calls, as JSON text. Asked by another frame, or with arguments that do not fit the contract, it refuses. */
export function handleCalls(ipc: IpcHost, handlers: CallHandlers, logger: Logger): void {
  for (const name of Object.keys(calls) as CallName[]) {
    ipc.handle(channelOf(name), async (event, args) => {
      if (!isOurPage(event)) {
        logger.warn(`refused ${name} of a foreign frame`);
        throw new Error('refused');
      }
      const parsed = v.safeParse(calls[name].args, args);
      if (!parsed.success) {
        logger.warn(`refused ${name} with arguments that do not fit`);
        return JSON.stringify({ ok: false, message: message('failure.notUnderstood') });
      }
      return JSON.stringify(await answer(name, handlers[name] as (args: unknown) => unknown, parsed.output, logger));
    });
  }
}

async function answer(
  name: CallName,
  handler: (args: unknown) => unknown,
  args: unknown,
  logger: Logger,
): Promise<unknown> {
  try {
    return await handler(args);
  } catch (error) {
    logger.error(`${name}: ${error instanceof Error ? error.message : 'failed'}`);
    return { ok: false, message: message('failure.unknown') };
  }
}

function isOurPage({ senderFrame }: IpcEvent): boolean {
  if (senderFrame === null || senderFrame.parent !== null) return false;
  return senderFrame.url.startsWith(`${appOrigin}/`);
}
