import type { Problem } from '../model/decision.ts';

/** What is wrong with Sandman itself; one entry per code, the newest one. */
export class ProblemList {
  readonly #byCode = new Map<Problem['code'], Problem>();

  add(problem: Problem): void {
    this.#byCode.set(problem.code, problem);
  }

  clear(code: Problem['code']): void {
    this.#byCode.delete(code);
  }

  all(): readonly Problem[] {
    return [...this.#byCode.values()];
  }
}
