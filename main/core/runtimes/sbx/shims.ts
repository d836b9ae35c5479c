import type { HostProcess } from '../../process/process-table.ts';

const containerId = /^[0-9a-f]{64}$/;

/** True for the arguments of a VM process: also `…-gpu-v1`, and `.exe` on Windows (reference, section 4.3). */
export function isShim(args: readonly string[]): boolean {
  const name = args[0]?.split(/[/\\]/).at(-1) ?? '';
  return /^containerd-shim-nerdbox(-gpu)?-v1(\.exe)?$/.test(name);
}

/**
 * The VM processes of this machine by the container id in their arguments: one `containerd-shim-nerdbox-v1` is one
 * sandbox (reference, section 4.3). An id that two processes claim is in nobody's possession.
 */
export function shimsByContainerId(processes: readonly HostProcess[]): ReadonlyMap<string, HostProcess> {
  const found = new Map<string, HostProcess>();
  const disputed = new Set<string>();
  for (const one of processes) {
    if (!isShim(one.args)) continue;
    const id = one.args[one.args.indexOf('-id') + 1];
    if (id === undefined || !containerId.test(id)) continue;
    if (found.has(id)) disputed.add(id);
    found.set(id, one);
  }
  for (const id of disputed) found.delete(id);
  return found;
}
