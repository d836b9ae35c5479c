import type { Settings } from './schema.ts';

/** Whether this sandbox (`runtime/name`) is locked by what is said about it alone; rules may lock it as well. */
export function isLocked({ sandboxes }: Pick<Settings, 'sandboxes'>, key: string): boolean {
  return Object.hasOwn(sandboxes, key) && sandboxes[key]?.protected === true;
}
