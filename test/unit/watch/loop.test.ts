import { describe, expect, it } from 'vitest';
import { Loop } from '../../../main/core/watch/loop.ts';
import { FakeClock, settled } from '../support/fake-clock.ts';

function given(durationMs = 0) {
  const clock = new FakeClock();
  const log: string[] = [];
  let turns = 0;
  const loop = new Loop(
    clock,
    () => 5_000,
    async (force) => {
      turns += 1;
      const name = `${turns}${force ? ' forced' : ''}`;
      log.push(`begin ${name}`);
      if (durationMs > 0) await new Promise<void>((resolve) => clock.after(durationMs, resolve));
      log.push(`end ${name}`);
    },
  );
  return { clock, log, loop };
}

describe('the loop', () => {
  it('keeps its interval from start to start', async () => {
    const { clock, log, loop } = given(2_000);
    void loop.start();
    await clock.advance(14_000);
    expect(log).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2', 'begin 3', 'end 3']);
  });

  it('never has two turns at a time, and gives a slow one a pause', async () => {
    const { clock, log, loop } = given(20_000);
    void loop.start();
    await clock.advance(21_000);
    expect(log).toEqual(['begin 1', 'end 1']);
    await clock.advance(500);
    expect(log).toEqual(['begin 1', 'end 1', 'begin 2']);
  });

  it('answers a request with a turn that begins after it, shared by all who ask', async () => {
    const { clock, log, loop } = given(1_000);
    void loop.start();
    await settled();
    let answered = 0;
    void loop.now().then(() => (answered += 1));
    void loop.now().then(() => (answered += 1));
    await clock.advance(1_500);
    expect(answered).toBe(0);
    await clock.advance(600);
    expect(answered).toBe(2);
    expect(log).toEqual(['begin 1', 'end 1', 'begin 2 forced', 'end 2 forced']);
    await clock.advance(5_000);
    expect(log.at(-2)).toBe('begin 3');
  });

  it('begins nothing after its end', async () => {
    const { clock, log, loop } = given(1_000);
    void loop.start();
    await settled();
    const ended = loop.dispose();
    void loop.now();
    await clock.advance(60_000);
    await ended;
    expect(log).toEqual(['begin 1', 'end 1']);
  });
});
