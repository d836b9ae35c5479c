import { drawManner, Life } from './life.ts';
import type { HostPlan, Day } from './day.ts';
import type { Random } from './random.ts';
import type { Behaviour, Segment } from './segment.ts';
import { agentTurn, build, conversation, devServerUse, polling } from './work.ts';
import { Writer } from './writer.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** What somebody does with a sandbox when they turn to it. */
type Episode = 'conversation' | 'build' | 'dev-server' | 'bursts' | 'detached-agent' | 'waiting' | 'put-away';

/** What is left behind when nobody is at it and nothing works. */
type Rest = Extract<Behaviour, 'forgotten-terminal' | 'left-running' | 'dev-server-idle' | 'put-away'>;

export interface LifeOptions {
  /** Probability that its person, when at the machine, turns to this one next. */
  readonly share: number;
  /** Docker ends such a sandbox 30 s after its last session has gone, unless it was started detached. */
  readonly endsWithSession: boolean;
}

/** Composes the days of one sandbox out of work and rest, each with parameters of its own. */
export function composeLife(random: Random, plan: HostPlan, options: LifeOptions): Life {
  const manner = drawManner(random);
  const writer = new Writer(random, manner, 0);
  const habits = {
    weights: {
      conversation: random.between(1, 6),
      build: random.between(0, 1.5),
      'dev-server': random.between(0, 1.5),
      bursts: random.between(0, 2),
      'detached-agent': random.between(0, 1.5),
      waiting: random.between(0, 0.5),
      'put-away': random.between(0, 0.4),
    } satisfies Record<Episode, number>,
    endsWithSession: options.endsWithSession && random.chance(0.6),
  };
  let rest: Rest = 'put-away';
  let server = watchesFiles();
  let dayIndex = 0;

  function nextDay(): readonly Segment[] {
    const day = plan.days[dayIndex];
    dayIndex += 1;
    if (!day) restUntil(writer.atMs + 24 * hour);
    else writeDay(day);
    if (day && writer.atMs < day.endMs) restUntil(day.endMs);
    const segments = writer.take();
    return segments.length > 0 ? segments : nextDay();
  }

  function writeDay(day: Day): void {
    for (const block of day.presence) {
      restUntil(block.startMs);
      while (writer.atMs < block.endMs) {
        if (random.chance(options.share)) rest = episode(random.pick(habits.weights));
        else restUntil(Math.min(block.endMs, writer.atMs + random.logBetween(5 * minute, 2 * hour)));
      }
    }
  }

  function restUntil(atMs: number): void {
    const forMs = atMs - writer.atMs;
    if (forMs <= 0) return;
    const idle = { behaviour: rest, forMs };
    switch (rest) {
      case 'dev-server-idle':
        writer.add({ ...idle, ...server });
        return;
      case 'put-away':
        writer.add({ ...idle, ends: true });
        return;
      case 'forgotten-terminal':
      case 'left-running':
        writer.add(idle);
    }
  }

  /** Writes the work, and says what is left behind. */
  function episode(kind: Episode): Rest {
    switch (kind) {
      case 'conversation':
        conversation(writer, random.whole(1, 8));
        return leave();
      case 'build':
        writer.sessions = random.chance(0.7) ? 1 : 0;
        build(writer, random.logBetween(5 * minute, 6 * hour));
        return leave();
      case 'dev-server':
        writer.sessions = random.chance(0.6) ? 1 : 0;
        writer.served = true;
        devServerUse(writer, random.logBetween(5 * minute, 2 * hour));
        if (!random.chance(0.5)) return leave();
        server = watchesFiles();
        return 'dev-server-idle';
      case 'bursts':
        for (let count = random.whole(2, 8); count > 0; count -= 1) {
          conversation(writer, 1);
          writer.add({ behaviour: 'forgotten-terminal', forMs: random.logBetween(3 * minute, hour) });
        }
        return leave();
      case 'detached-agent':
        writer.sessions = random.chance(0.25) ? 1 : 0;
        detachedAgent(random.logNormal(hour, 1, 12 * hour));
        return writer.sessions > 0 ? 'forgotten-terminal' : 'left-running';
      case 'waiting':
        writer.sessions = random.chance(0.5) ? 1 : 0;
        polling(writer, random.logBetween(5 * minute, 2 * hour));
        agentTurn(writer, random.logBetween(30 * second, 10 * minute));
        return leave();
      case 'put-away':
        return end();
    }
  }

  /** What a server that nobody calls costs, as long as it runs. Most watch files for next to nothing; some poll. */
  function watchesFiles() {
    return {
      cpuFraction: random.chance(0.02) ? random.logBetween(0.01, 0.05) : random.logBetween(0.0005, 0.006),
      bytesPerSecond: random.between(0, 20),
    };
  }

  function detachedAgent(forMs: number): void {
    const endMs = writer.atMs + forMs;
    while (writer.atMs < endMs) {
      agentTurn(writer, random.logNormal(10 * minute, 1, 3 * hour));
      if (random.chance(0.2)) polling(writer, random.logBetween(2 * minute, 90 * minute));
      if (random.chance(0.15)) build(writer, random.logBetween(3 * minute, 90 * minute));
    }
  }

  /** The work is over: the terminal stays open, or somebody closes it, or they put the sandbox away. */
  function leave(): Rest {
    const how = random.pick({ forget: 5, detach: 3, end: 0.7 });
    if (how === 'end') return end();
    if (how === 'forget' && writer.sessions > 0) return 'forgotten-terminal';
    if (writer.sessions > 0) {
      writer.add({ behaviour: 'typing', forMs: random.between(2, 20) * second, cpuFraction: 0.1 });
      writer.sessions = 0;
      writer.add({ behaviour: 'left-running', forMs: 30 * second });
      if (habits.endsWithSession) return end();
    }
    return 'left-running';
  }

  function end(): Rest {
    writer.sessions = 0;
    writer.served = false;
    return 'put-away';
  }

  return new Life(manner, nextDay);
}
