import { isKnownEmpty } from '../model/runtime.ts';
import { isFresh, type ObservedSandbox, type Snapshot } from '../model/snapshot.ts';

/** Whether a sandbox still runs by the newest look. Only a runtime that answered can say that it does not. */
export function runStateOf(sandbox: ObservedSandbox, snapshot: Snapshot | null): 'running' | 'not-running' | 'unknown' {
  const runtime = snapshot?.runtimes.find((one) => one.id === sandbox.runtime);
  if (!snapshot || !runtime) return 'unknown';
  if (runtime.blip) return 'unknown';
  if (isKnownEmpty(runtime)) return 'not-running';
  if (runtime.state !== 'ready') return 'unknown';
  const seen = snapshot.sandboxes.find((one) => one.key === sandbox.key);
  if (!seen) return 'not-running';
  // Missing from this list, and not known to be gone yet.
  if (!isFresh(seen, snapshot)) return 'unknown';
  if (seen.status === 'stopped') return 'not-running';
  return seen.status === 'running' || seen.status === 'stopping' ? 'running' : 'unknown';
}
