/**
 * The JSON document that a program printed, without what stands before and after it: daemons announce their start and
 * updates on stdout (reference, section 2.3, "Pollution"). Undefined when there is none, when it is broken or cut off, and
 * when there are two: which of them is the answer nobody knows.
 */
export function firstJson(stdout: string): unknown {
  const lineStart = /^[ \t\uFEFF]*[{[]/gm;
  for (let found = lineStart.exec(stdout); found; found = lineStart.exec(stdout)) {
    const start = found.index + found[0].length - 1;
    const end = endOfValue(stdout, start);
    const value = end === null ? undefined : parsed(stdout.slice(start, end));
    if (value !== undefined && end !== null) {
      return /^[^\n]*\S/.test(stdout.slice(end, end + 200)) || /^[ \t]*[{]/m.test(stdout.slice(end))
        ? undefined
        : value;
    }
    // `[WARN] …` is a line of a log; what begins with a brace and is no JSON is an answer that was damaged.
    if (stdout[start] === '{' || end === null) return undefined;
  }
  return undefined;
}

/** The index after the bracket that closes the one at `start`; null when it is never closed. Brackets in strings do not count. */
function endOfValue(text: string, start: number): number | null {
  let depth = 0;
  let inString = false;
  for (let index = start; index < text.length; index += 1) {
    const char = text[index];
    if (inString) {
      if (char === '\\') index += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
