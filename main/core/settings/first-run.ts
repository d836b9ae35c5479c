import type { Settings } from './schema.ts';

/**
 * True until the first run's question of what is to become of idle sandboxes has been answered; its last screen comes after
 * that answer. Nothing is announced or stopped before: whoever has only just installed Sandman has not agreed to it.
 */
export function awaitsFirstAnswer({ firstRun }: Settings): boolean {
  return firstRun === 'welcome' || firstRun === 'idle';
}
