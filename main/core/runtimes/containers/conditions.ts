import { EngineError, type EngineEndpoint, type EngineErrorCode } from '../../engine/engine.ts';
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
export function conditionOf(error: unknown, endpoint?: EngineEndpoint): { state: RuntimeCondition; detail: string } {
  if (!(error instanceof EngineError)) return { state: 'error', detail: 'The Docker Engine failed in an unknown way.' };
  const where = endpoint === undefined ? '' : ` at ${endpoint.kind === 'socket' ? endpoint.path : endpoint.host}`;
  if (error.code === 'forbidden') {
    return { state: 'error', detail: `This user may not use the Docker Engine${where}.` };
  }
  return { state: conditions[error.code], detail: `${error.message.replace(/\.$/, '')}${where}.` };
}
