import { never } from './segment.ts';
import { attentionMs, longestModelWaitMs, longestSilenceMs } from './truth.ts';
import type { Writer } from './writer.ts';

const second = 1_000;
const minute = 60 * second;
const kB = 1_000;

/** What a model request uploads: the whole context, each time. */
function contextBytes(to: Writer): number {
  return to.random.logBetween(15 * kB, 600 * kB);
}

/** The processor time of whatever begins: a request put together, a program started. */
function beginning(to: Writer, mostMs: number) {
  return { offsetMs: 0, everyMs: never.everyMs, cpuMs: to.random.logBetween(100, mostMs) };
}

/** One turn of an agent: rounds with short waits, long waits for the model, tools that are loud or silent. */
export function agentTurn(to: Writer, forMs: number): void {
  const { random } = to;
  const endMs = to.atMs + forMs;
  modelWait(to);
  while (to.atMs < endMs) {
    to.grow(60);
    switch (random.pick({ rounds: 6, wait: 2, tool: 2, silent: 0.5 })) {
      case 'rounds':
        rounds(to, random.logBetween(30 * second, 5 * minute));
        break;
      case 'wait':
        modelWait(to);
        break;
      case 'tool':
        to.add({
          behaviour: 'tool',
          forMs: random.logNormal(40 * second, 1.2, 30 * minute),
          cpuFraction: random.logBetween(0.1, 4),
        });
        break;
      case 'silent':
        silence(to, 'tool', 10 * minute);
        break;
    }
  }
  modelWait(to);
}

/** Requests and quick tools, one after the other, each wait a matter of seconds. */
function rounds(to: Writer, forMs: number): void {
  const { random } = to;
  const everyMs = random.between(5, 30) * second;
  to.add({
    behaviour: 'agent-rounds',
    forMs,
    cpuFraction: random.logBetween(0.005, 0.3),
    bursts: { ...to.atOnceAndEvery(everyMs), cpuMs: random.logBetween(150, 1_500) },
    bytesPerSecond: random.logBetween(100, 4_000),
    requests: logged(to, contextBytes(to), everyMs),
  });
}

/** The upload, a silence with pings, and then the answer drips in. */
export function modelWait(to: Writer): void {
  const { random, manner } = to;
  const waitMs = random.logNormal(25 * second, 1.3, longestModelWaitMs - 2 * minute);
  const bursts = beginning(to, 800);
  to.add({
    behaviour: 'model-wait',
    forMs: waitMs,
    cpuFraction: manner.spinnerCpuFraction,
    bursts,
    bytesPerSecond: random.between(2, 15),
    requests: logged(to, contextBytes(to), never.everyMs),
  });
  to.add({
    behaviour: 'model-wait',
    forMs: random.logBetween(3 * second, 2 * minute),
    cpuFraction: manner.spinnerCpuFraction + random.logBetween(0.001, 0.05),
    bytesPerSecond: random.logBetween(300, 6_000),
  });
}

/** Neither processor time nor disk nor traffic: a lock, a sleep, something elsewhere. */
function silence(to: Writer, behaviour: 'tool' | 'build', mostMs: number): void {
  const forMs = to.random.logNormal(2 * minute, 1, Math.min(mostMs, longestSilenceMs));
  to.add({
    behaviour,
    forMs,
    cpuFraction: to.random.logBetween(0.0001, 0.01),
    bursts: beginning(to, 2_000),
  });
}

/** In the network log where requests are logged; elsewhere one connection in several is seen. */
function logged(to: Writer, bytes: number, everyMs: number) {
  const seen = to.manner.requestsAreLogged || to.random.chance(0.3);
  return to.requests(seen ? 'model' : null, bytes, everyMs);
}

/** A person types, the agent answers, the person reads; `rounds` times. */
export function conversation(to: Writer, rounds: number): void {
  const { random } = to;
  to.sessions = 1;
  for (let round = 0; round < rounds; round += 1) {
    to.add({
      behaviour: 'typing',
      forMs: random.logBetween(5 * second, 2 * minute),
      cpuFraction: random.between(0.03, 0.2),
      bursts: beginning(to, 600),
    });
    agentTurn(to, random.logNormal(3 * minute, 1.1, 120 * minute));
    to.add({
      behaviour: 'reading',
      forMs: random.logNormal(90 * second, 1.2, attentionMs),
      cpuFraction: random.logBetween(0.001, 0.01),
      bursts: { ...to.atOnceAndEvery(random.between(20, 240) * second), cpuMs: random.logBetween(20, 150) },
    });
  }
}

/** A program that runs by itself: loud, on the disk, over the network, or silent for some minutes. */
export function build(to: Writer, forMs: number): void {
  const { random } = to;
  const endMs = to.atMs + forMs;
  let silentBefore = true;
  while (to.atMs < endMs) {
    to.grow(250);
    const phase: 'cpu' | 'disk' | 'download' | 'silence' = random.pick({
      cpu: 6,
      disk: 1.5,
      download: 1,
      silence: silentBefore ? 0 : 1.5,
    });
    silentBefore = phase === 'silence';
    const forPhaseMs = random.logNormal(4 * minute, 1, 60 * minute);
    const bursts = beginning(to, 10_000);
    if (phase === 'silence') silence(to, 'build', longestSilenceMs);
    else if (phase === 'cpu')
      to.add({ behaviour: 'build', forMs: forPhaseMs, cpuFraction: random.logBetween(0.15, 6), bursts });
    else if (phase === 'disk')
      to.add({ behaviour: 'build', forMs: forPhaseMs, cpuFraction: random.logBetween(0.03, 0.2), bursts });
    else
      to.add({
        behaviour: 'build',
        forMs: forPhaseMs,
        cpuFraction: random.logBetween(0.01, 0.05),
        bursts,
        bytesPerSecond: random.logBetween(50 * kB, 5_000 * kB),
        requests: to.requests('other', 10 * kB, random.between(2, 60) * second),
      });
  }
}

/**
 * Waits for something elsewhere and goes on when it is there. A script asks again and again; an agent gives that to a command,
 * or just sleeps, and asks its model what to do after each: commands end after 10 min.
 */
export function polling(to: Writer, forMs: number): void {
  const { random } = to;
  const endMs = to.atMs + forMs;
  const agent = random.chance(0.75);
  // A command that waits is the answer of a model: an agent does not begin with it.
  if (agent) modelWait(to);
  while (to.atMs < endMs) {
    const commandMs = agent ? random.logBetween(30 * second, 10 * minute) : endMs - to.atMs;
    const asksEveryMs = agent && random.chance(0.4) ? never.everyMs : random.logBetween(3 * second, 2 * minute);
    to.add({
      behaviour: 'polling',
      forMs: commandMs,
      cpuFraction: random.logBetween(0.0005, 0.005),
      bursts: { ...to.atOnceAndEvery(asksEveryMs), cpuMs: random.logBetween(20, 300) },
      requests: to.requests('other', random.logBetween(5 * kB, 40 * kB), asksEveryMs),
    });
    if (agent) modelWait(to);
  }
}

/** A person calls the server again and again. */
export function devServerUse(to: Writer, forMs: number): void {
  const { random } = to;
  const endMs = to.atMs + forMs;
  while (to.atMs < endMs) {
    to.grow(80);
    const everyMs = random.logBetween(5 * second, 5 * minute);
    to.add({
      behaviour: 'dev-server-used',
      forMs: Math.max(everyMs, random.logBetween(2 * minute, 15 * minute)),
      cpuFraction: random.logBetween(0.001, 0.016),
      bursts: { ...to.atOnceAndEvery(everyMs), cpuMs: random.logBetween(100, 3_000) },
      requests: to.requests(null, random.logBetween(20 * kB, 3_000 * kB), everyMs),
      bytesPerSecond: random.between(2, 20),
    });
  }
}
