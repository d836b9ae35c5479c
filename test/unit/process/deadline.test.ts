import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { withDeadline } from '../../../main/core/process/deadline.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const until = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('too late'))));

it('gives the signal after the deadline, and not before', async () => {
  const asked = withDeadline(5_000, until);
  const ended = vi.fn();
  asked.catch(ended);
  await vi.advanceTimersByTimeAsync(4_999);
  expect(ended).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await expect(asked).rejects.toThrow('too late');
});

it.each([
  ['an answer', (): Promise<string> => Promise.resolve('an answer')],
  ['a failure', (): Promise<string> => Promise.reject(new Error('a failure'))],
])('leaves nothing to wake up for after %s', async (name, answer) => {
  let given: AbortSignal | undefined;
  const asked = withDeadline(5_000, (signal) => {
    given = signal;
    return answer();
  });
  expect(await asked.catch((error: Error) => error.message)).toBe(name);
  expect(vi.getTimerCount()).toBe(0);
  expect(given?.aborted).toBe(false);
});

it('clears the deadline of a question that could not even be asked', async () => {
  const asked = withDeadline(5_000, () => {
    throw new Error('not asked');
  });
  await expect(asked).rejects.toThrow('not asked');
  expect(vi.getTimerCount()).toBe(0);
});
