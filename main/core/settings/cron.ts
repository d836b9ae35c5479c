import { createTask, validateDetailed } from 'node-cron';

/** A cron expression that was understood. Times are in the time zone of the machine. */
export interface Cron {
  readonly expression: string;
  /** True for the minute that begins at this moment (milliseconds, wall clock). */
  matches(minuteMs: number): boolean;
  readonly hours: readonly number[];
  readonly minutes: readonly number[];
}

/**
 * Reads an expression of five fields with node-cron; null when it is none. Of node-cron only the grammar is used: its own
 * timers read the clock themselves, and policy is a function of the time that it is given.
 */
export function parseCron(expression: string): Cron | null {
  const text = expression.trim();
  if (text.split(/\s+/).length !== 5) return null;
  const { valid, fields } = validateDetailed(text);
  if (!valid || !fields) return null;
  const task = createTask(text, () => {});
  void task.destroy();
  return {
    expression: text,
    matches: (minuteMs) => task.match(new Date(minuteMs)),
    hours: fields.hour,
    minutes: fields.minute,
  };
}
