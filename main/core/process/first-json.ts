/**
 * The JSON that a program printed, without the lines before it: daemons announce their start and updates on stdout
 * (reference, section 2.3, "Pollution"). Undefined when there is none or it is broken.
 */
export function firstJson(stdout: string): unknown {
  const start = /^[ \t]*[{[]/m.exec(stdout);
  if (!start) return undefined;
  try {
    return JSON.parse(stdout.slice(start.index)) as unknown;
  } catch {
    return undefined;
  }
}
