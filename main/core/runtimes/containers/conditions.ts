import { EngineError, type EngineEndpoint, type EngineErrorCode } from '../../engine/engine.ts';
import { message, type Message } from '../../i18n/message.ts';
import type { RuntimeCondition } from '../../model/runtime.ts';

const conditions: Readonly<Record<EngineErrorCode, RuntimeCondition>> = {
  'no-socket': 'not-installed',
  refused: 'daemon-not-running',
  forbidden: 'error',
  'not-found': 'error',
  'timed-out': 'hung',
  'bad-answer': 'error',
};

/** What an error of the Engine says about the runtime. */
export function conditionOf(error: unknown, endpoint?: EngineEndpoint): { state: RuntimeCondition; detail: Message } {
  if (!(error instanceof EngineError)) return { state: 'error', detail: message('engine.unknown') };
  return { state: conditions[error.code], detail: detailOf(error, endpoint) };
}

function detailOf({ code, systemCode }: EngineError, endpoint: EngineEndpoint | undefined): Message {
  const engine =
    endpoint === undefined
      ? message('engine.name')
      : message('engine.nameAt', { where: endpoint.kind === 'socket' ? endpoint.path : endpoint.host });
  switch (code) {
    case 'no-socket':
    case 'refused':
      return systemCode === null ? message('engine.none') : message('engine.unreachable', { engine, code: systemCode });
    case 'forbidden':
      return message('engine.forbidden', { engine });
    case 'not-found':
      return message('engine.noContainer', { engine });
    case 'timed-out':
      return message('engine.timedOut', { engine });
    case 'bad-answer':
      return message('engine.notUnderstood', { engine });
  }
}
