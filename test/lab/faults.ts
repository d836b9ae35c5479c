import type { ProgramAnswer, ProgramCall } from './programs/protocol.ts';
import type { LabFault, LabTarget } from './scenario.ts';
import type { Reply } from './socket-server.ts';

/** The command that a call is, as faults are named by: `sbx daemon status`, `docker sandbox ls`. */
export function commandOf(call: ProgramCall): LabTarget {
  const words = call.args.filter((arg) => !arg.startsWith('-'));
  if (call.program === 'sbx')
    return `sbx ${words.slice(0, ['daemon', 'secret'].includes(words[0] ?? '') ? 2 : 1).join(' ')}`;
  return `docker ${words.slice(0, 2).join(' ')}`;
}

/** What a program does under a fault, instead of or on top of what it would have done. */
export async function applyFault(
  call: ProgramCall,
  fault: LabFault | undefined,
  answer: () => Promise<ProgramAnswer>,
): Promise<ProgramAnswer> {
  const silent: ProgramAnswer = { stdout: '', stderr: '', code: 0 };
  switch (fault?.kind) {
    case 'hang':
      return { ...silent, hang: true, ignoreSigterm: fault.ignoreSigterm ?? false };
    case 'exit':
      return { ...silent, stderr: `${fault.stderr}\n`, code: fault.code };
    case 'says-done':
      return silent;
    case 'repeats-input':
      return { ...silent, stderr: `ERROR: not a valid secret: ${call.secret ?? ''}\n`, code: 1 };
    case 'grandchild':
      return { ...(await answer()), grandchild: true };
    case 'slow':
      return { ...(await answer()), delayMs: fault.delayMs };
    case 'half-json': {
      const whole = await answer();
      return { ...whole, stdout: whole.stdout.slice(0, Math.floor(whole.stdout.length / 2)) };
    }
    case 'banner': {
      const whole = await answer();
      return { ...whole, stdout: `A new version of sbx is available.\nRun the installer to update.\n${whole.stdout}` };
    }
    default:
      return answer();
  }
}

/** What a socket answers under a fault; undefined when the fault is not one of sockets. */
export function httpFault(fault: LabFault): Reply | undefined {
  if (fault.kind === 'hang') return 'hang';
  if (fault.kind === 'break-off' || fault.kind === 'drip') return fault.kind;
  if (fault.kind === 'half-json') return { status: 200, body: undefined };
  return fault.kind === 'http' ? { status: fault.status, body: { message: 'fault' } } : undefined;
}
