import * as v from 'valibot';
import type { SandboxKey } from '../model/sandbox.ts';

export const markKinds = ['warned', 'stopped', 'would-stop', 'stop-failed', 'started', 'notice', 'slept'] as const;
export type MarkKind = (typeof markKinds)[number];

/** Who a stop was by: Sandman's policy or schedule, the user here, Docker's own timer, or nobody that is known. */
export type MarkAuthor = 'policy' | 'schedule' | 'user' | 'docker' | 'unknown';

/** Something that happened, as it stands on the time line. `key` is null for what concerns the whole machine. */
export interface HistoryMark {
  /** Wall clock. For `slept` it is the end. */
  readonly atMs: number;
  readonly key: SandboxKey | null;
  readonly kind: MarkKind;
  readonly who?: MarkAuthor;
  /** How long nobody looked, for `slept`. */
  readonly forMs?: number;
}

const markSchema = v.object({
  atMs: v.number(),
  key: v.nullable(v.custom<SandboxKey>((value) => typeof value === 'string' && /^[a-z-]+\/./.test(value))),
  kind: v.picklist(markKinds),
  who: v.optional(v.picklist(['policy', 'schedule', 'user', 'docker', 'unknown'])),
  forMs: v.optional(v.number()),
});

export function encodeMarks(marks: readonly HistoryMark[]): string {
  return marks.map((mark) => `${JSON.stringify(mark)}\n`).join('');
}

/** Lines that are torn or not understood are left out. */
export function decodeMarks(text: string): HistoryMark[] {
  return text.split('\n').flatMap((line) => {
    if (line === '') return [];
    try {
      const parsed = v.safeParse(markSchema, JSON.parse(line));
      return parsed.success ? [withoutUndefined(parsed.output)] : [];
    } catch {
      return [];
    }
  });
}

function withoutUndefined({ who, forMs, ...mark }: v.InferOutput<typeof markSchema>): HistoryMark {
  return { ...mark, ...(who !== undefined && { who }), ...(forMs !== undefined && { forMs }) };
}
