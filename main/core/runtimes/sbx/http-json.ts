import http from 'node:http';

const deadlineMs = 5_000;
const maxBodyBytes = 4 * 1024 * 1024;

export type DaemonErrorCode = 'refused' | 'forbidden' | 'timed-out' | 'broken-off' | 'status' | 'bad-answer';

/** The daemon did not answer as it should. `status` is its HTTP status, null when there was no answer at all. */
export class DaemonError extends Error {
  override readonly name = 'DaemonError';
  constructor(
    readonly code: DaemonErrorCode,
    message: string,
    readonly status: number | null = null,
  ) {
    super(message);
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
  return new Promise((resolve, reject) => {
    const failed = (code: DaemonErrorCode, message: string, status: number | null = null) =>
      reject(new DaemonError(code, message, status));
    const signal = AbortSignal.timeout(limitMs);
    const request = http.request({ socketPath, path, method, host: 'localhost', agent: false, signal }, (response) => {
      const chunks: Buffer[] = [];
      let sizeBytes = 0;
      response.on('data', (chunk: Buffer) => {
        sizeBytes += chunk.length;
        if (sizeBytes > maxBodyBytes) {
          failed('bad-answer', 'The daemon gave an answer that is too large.');
          request.destroy();
        } else chunks.push(chunk);
      });
      response.on('error', () => {
        if (signal.aborted) failed('timed-out', 'The daemon did not finish its answer in time.');
        else failed('broken-off', 'The daemon broke off its answer.');
      });
      response.on('end', () => {
        const status = response.statusCode ?? 0;
        if (status < 200 || status > 299)
          return failed('status', `The daemon refused the question (${status}).`, status);
        try {
          const body = Buffer.concat(chunks).toString('utf8');
          resolve(body === '' && method === 'POST' ? null : JSON.parse(body));
        } catch {
          failed('bad-answer', 'The daemon gave an answer that cannot be understood.', status);
        }
      });
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (signal.aborted) return failed('timed-out', 'The daemon did not answer in time.');
      failed(refusals[error.code ?? ''] ?? 'broken-off', 'The daemon did not answer.');
    });
    request.end();
  });
}
