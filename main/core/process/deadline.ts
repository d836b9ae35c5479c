/**
 * Asks something with a signal that is given after the deadline, in milliseconds. Unlike `AbortSignal.timeout` it is never given
 * when the answer came: that would wake the program once more for each question, and make an error that nobody hears.
 */
export async function withDeadline<T>(limitMs: number, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), limitMs);
  try {
    return await ask(over.signal);
  } finally {
    clearTimeout(timer);
  }
}
