import http from 'node:http';
import { message, type Message } from '../../i18n/message.ts';
import { SaidError } from '../../i18n/said-error.ts';
import { withDeadline } from '../../process/deadline.ts';

const deadlineMs = 5_000;
const maxBodyBytes = 4 * 1024 * 1024;

export type DaemonErrorCode = 'refused' | 'forbidden' | 'timed-out' | 'broken-off' | 'status' | 'bad-answer';

/** The daemon did not answer as it should. `status` is its HTTP status, null when there was no answer at all. */
export class DaemonError extends SaidError {
  override readonly name = 'DaemonError';
  constructor(
    readonly code: DaemonErrorCode,
    said: Message,
    readonly status: number | null = null,
  ) {
    super(said);
  }
}

const refusals: Readonly<Record<string, DaemonErrorCode>> = {
  ENOENT: 'refused',
  ECONNREFUSED: 'refused',
  EACCES: 'forbidden',
  EPERM: 'forbidden',
};

/** One request over a unix socket or named pipe, with a deadline over all of it. Throws `DaemonError`. */
export function askJson(
  socketPath: string,
  path: string,
  method: 'GET' | 'POST' = 'GET',
  limitMs = deadlineMs,
): Promise<unknown> {
  return withDeadline(limitMs, (signal) => exchange(socketPath, path, method, signal));
}

function exchange(socketPath: string, path: string, method: 'GET' | 'POST', signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const failed = (code: DaemonErrorCode, said: Message, status: number | null = null) =>
      reject(new DaemonError(code, said, status));
    const request = http.request({ socketPath, path, method, host: 'localhost', agent: false, signal }, (response) => {
      const chunks: Buffer[] = [];
      let sizeBytes = 0;
      response.on('data', (chunk: Buffer) => {
        sizeBytes += chunk.length;
        if (sizeBytes > maxBodyBytes) {
          failed('bad-answer', message('daemon.tooLarge'));
          request.destroy();
        } else chunks.push(chunk);
      });
      response.on('error', () => {
        if (signal.aborted) failed('timed-out', message('daemon.tooSlow'));
        else failed('broken-off', message('daemon.brokeOff'));
      });
      response.on('end', () => {
        const status = response.statusCode ?? 0;
        if (status < 200 || status > 299) return failed('status', message('daemon.refused', { status }), status);
        try {
          const body = Buffer.concat(chunks).toString('utf8');
          resolve(body === '' && method === 'POST' ? null : JSON.parse(body));
        } catch {
          failed('bad-answer', message('daemon.notUnderstood'), status);
        }
      });
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (signal.aborted) return failed('timed-out', message('daemon.timedOut'));
      failed(refusals[error.code ?? ''] ?? 'broken-off', message('daemon.silent'));
    });
    request.end();
  });
}
