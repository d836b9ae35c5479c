/**
 * # What is true of a sandbox
 *
 * **Busy** means: a stop at this moment destroys something, or takes it away from somebody who is at it.
 * - `typing`: a person gives input.
 * - `reading`: a person looks at what was answered. It ends with their next input, or `attentionMs` after the last one:
 *   who touches nothing for longer than that is taken to have gone (Codespaces, Gitpod and Docker draw the line at 30 min).
 * - `agent-rounds`, `model-wait`, `tool`: a turn of an agent, from the prompt to its last word, waiting for the model included.
 * - `polling`: an agent or a script that waits for something elsewhere, asks for it now and then, and will go on by itself.
 * - `build`: any program that runs by itself to an end that somebody waits for, whatever it shows meanwhile.
 * - `dev-server-used`: a server that a person calls, until `attentionMs` after their last request.
 *
 * **Idle** is everything else, whatever processor time or traffic it costs: `dev-server-idle` (it watches files for nobody),
 * `forgotten-terminal` (a session and nothing else), `left-running` (detached, its agent done), `put-away` (stopped).
 *
 * ## What a watcher can see of it (reference/docker-sandboxes.md, sections 2.3, 4.3 and 5.2)
 * | | `sbx` | `docker-sandbox` | `containers` |
 * |---|---|---|---|
 * | processor time | VM process, ticks of 10 ms | containers in the VM | container |
 * | network | newest request by host: seconds, outgoing only, none while one connection lasts | counters | counters |
 * | sessions | attached terminals | not told | not told |
 * | ports | published ones, used or not | not told | not told |
 * | start | VM process | container | container, start time |
 *
 * - Waiting for a model: the upload of the context at the start (15 to 600 kB), then nothing but pings, then some kB/s while
 *   the answer drips in. On `sbx` only its start is seen, and where the proxy merely tunnels, not even each one. Processor
 *   time is that of a spinner, or none. It lasts at most `longestModelWaitMs`: the clients give up then.
 * - A build: processor time, or disk (3 to 20 % of a core), or a download, or for some minutes none of them. Every new
 *   phase costs some processor time, because programs are started.
 * - Polling: each question costs 5 to 40 kB and 0.02 to 0.3 s of processor time, and is asked again within 2 min. An agent that
 *   merely sleeps shows nothing, for 10 min at most: then it asks its model, as it did before it slept.
 * - A server that is used: each request costs 0.1 to 3 s of processor time and 20 kB to 3 MB, which `sbx` does not log.
 * - Reading: next to nothing. On `sbx` there is a session.
 * - Noise, all the time and in every sandbox: processor time of the guest and of an agent at its prompt, bursts of it,
 *   telemetry to known hosts, keep-alives; in a few sandboxes also requests to other hosts that nobody waits for.
 *
 * ## Limits that are honest
 * - Work without any sign for as long as the timeout cannot be told from idleness. It is not made here beyond
 *   `longestSilenceMs` at a time: an agent's command ends after 10 min by default, and a build that shows neither processor
 *   time nor disk nor traffic for longer hangs. Silences may follow each other; what lies between them is small.
 * - The last look before a stop sees the time since the look before it. Work that began less than `unseeableMs` before the
 *   stop can be seen by nobody; such stops are counted apart, as `photoFinishes`.
 * - A wall clock that is put forward looks just like sleep, on the systems whose monotonic clock stands still in it. So it may
 *   cost the time that was counted, but not more.
 * - After `longestBlindMs` without a look that saw a sandbox, what was idle before proves nothing: work may have begun in the
 *   dark and gone silent. So counting begins anew then, as after sleep, and no stop is due for the time before.
 * - A run has no rates before its second look, and a grace after its start (F11): that time is not counted either.
 * - A person who does not react to a warning is the worst case, so nobody here ever does.
 * - Zones and summer time do not move the clocks that are read (both are UTC), so they are not made.
 */
export const attentionMs = 20 * 60_000;
export const longestModelWaitMs = 10 * 60_000;
export const longestSilenceMs = 20 * 60_000;
export const longestBlindMs = 5 * 60_000;
export const unseeableMs = 2_000;

/** The settings that say by when an idle sandbox has to be stopped. Milliseconds. */
export interface Deadlines {
  readonly timeoutMs: number;
  readonly timeoutWithSessionsMs: number;
  readonly warningMs: number;
  readonly pollIntervalMs: number;
  /** After a start, a resume, and the return of a daemon or of Sandman, in which no idleness counts. */
  readonly graceMs: number;
}

export type StretchEnd =
  | { readonly kind: 'in-time'; readonly lateMs: number }
  | { readonly kind: 'late'; readonly lateMs: number }
  | { readonly kind: 'missed' };

/**
 * Watches over one stretch of idleness as somebody would who knows the truth but sees it only when Sandman looks: he counts
 * the time between two good looks, and starts again when something slept, a sandbox was not in the list, or Sandman was new.
 * From him comes the moment by which a stop was due: timeout + warning + two looks (issue 4). Stretches that end
 * before that moment, without a stop, were never due and are not counted.
 */
export class PerfectObserver {
  readonly #deadlines: Deadlines;
  #idleMs = 0;
  #lastLookMs: number | null = null;
  /** The last look that saw it. */
  #seenMs: number | null = null;
  #graceUntilMs = 0;
  #graceFromNextLook = false;
  #longer = false;
  #over = true;

  constructor(deadlines: Deadlines) {
    this.#deadlines = deadlines;
  }

  /** `longer`: the runtime tells of a session or of a published port, so that the longer timeout applies. */
  beginStretch(longer: boolean): void {
    this.#idleMs = 0;
    this.#lastLookMs = null;
    this.#longer = longer;
    this.#over = false;
  }

  /** A look that saw it. */
  goodLook(atMs: number): void {
    if (this.#graceFromNextLook) this.#graceUntilMs = atMs + this.#deadlines.graceMs;
    this.#graceFromNextLook = false;
    if (this.#seenMs !== null && atMs - this.#seenMs > longestBlindMs) this.#idleMs = 0;
    this.#seenMs = atMs;
    if (this.#lastLookMs !== null) {
      this.#idleMs += Math.max(0, atMs - Math.max(this.#lastLookMs, this.#graceUntilMs));
    }
    this.#lastLookMs = atMs;
  }

  /** A look that did not see everything: the time around it was not observed. */
  badLook(atMs: number): void {
    this.#blind(atMs);
  }

  /**
   * The runtime did not answer: not observed, and a grace when it does again. After `longestBlindMs` counting begins anew:
   * work may have begun and gone silent meanwhile, and nobody could have seen it.
   */
  outage(atMs: number): void {
    this.#blind(atMs);
    this.#graceFromNextLook = true;
  }

  /** A new run of the sandbox: nothing is known of it yet, and its grace begins with the first look. */
  started(): void {
    this.beginAnew();
  }

  /** Sleep, a new Sandman, a sandbox that was not listed: counting begins anew, after the grace. */
  beginAnew(): void {
    this.#idleMs = 0;
    this.#lastLookMs = null;
    this.#graceFromNextLook = true;
  }

  #blind(atMs: number): void {
    this.#lastLookMs = null;
    if (this.#seenMs !== null && atMs - this.#seenMs > longestBlindMs) this.#idleMs = 0;
  }

  /** It is told to stop. Null when that had been told before in this stretch, or nothing was idle. */
  stopped(atMs: number): StretchEnd | null {
    if (this.#over) return null;
    this.#over = true;
    const idleMs =
      this.#idleMs +
      (this.#lastLookMs === null ? 0 : Math.max(0, atMs - Math.max(this.#lastLookMs, this.#graceUntilMs)));
    const lateMs = Math.max(0, idleMs - this.#permittedMs());
    return { kind: idleMs > this.#dueMs() ? 'late' : 'in-time', lateMs };
  }

  /** Work begins, the life ends, or it ends by itself. Null when a stop was not due, or came. */
  endStretch(): StretchEnd | null {
    if (this.#over) return null;
    this.#over = true;
    return this.#idleMs > this.#dueMs() ? { kind: 'missed' } : null;
  }

  /** The earliest moment at which the settings permit a stop. */
  #permittedMs(): number {
    const { timeoutMs, timeoutWithSessionsMs, warningMs } = this.#deadlines;
    return (this.#longer ? timeoutWithSessionsMs : timeoutMs) + warningMs;
  }

  #dueMs(): number {
    return this.#permittedMs() + 2 * this.#deadlines.pollIntervalMs;
  }
}
