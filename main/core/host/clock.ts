/** Ends what was begun: a timer, a subscription, a process. Calling it twice does nothing more. */
export type Disposer = () => void;

/** Time as a part that can be given: tests own it and the demo runs it faster. All values are milliseconds. */
export interface Clock {
  /** Wall clock, as in `Date.now()`; may jump either way. */
  wallMs(): number;
  /** Never goes back; its zero is arbitrary. */
  monotonicMs(): number;
  /** How many milliseconds of this clock pass in one real millisecond. */
  readonly speed: number;
  /** Calls `run` once after `delayMs` of this clock. */
  after(delayMs: number, run: () => void): Disposer;
}

/** The present moment on both clocks. */
export function momentOn(clock: Clock): { readonly wallMs: number; readonly monotonicMs: number } {
  return { wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() };
}

/** Real time, or real time run `speed` times faster from the moment this is called. */
export function systemClock(speed = 1): Clock {
  const startWallMs = Date.now();
  const startMonotonicMs = performance.now();
  return {
    speed,
    wallMs: () => (speed === 1 ? Date.now() : startWallMs + (Date.now() - startWallMs) * speed),
    monotonicMs: () => startMonotonicMs + (performance.now() - startMonotonicMs) * speed,
    after(delayMs, run) {
      const timer = setTimeout(run, Math.max(0, delayMs / speed));
      return () => clearTimeout(timer);
    },
  };
}
