/** An answer that is given again for a while, in real milliseconds; a question under way is shared. A failure is not kept. */
export function rememberedFor<T>(maxAgeMs: number, ask: () => Promise<T>): () => Promise<T> {
  let kept: { readonly answer: Promise<T>; readonly atMs: number } | null = null;
  return () => {
    const nowMs = performance.now();
    if (kept && nowMs - kept.atMs < maxAgeMs) return kept.answer;
    const answer = ask();
    kept = { answer, atMs: nowMs };
    answer.catch(() => {
      if (kept?.answer === answer) kept = null;
    });
    return answer;
  };
}
