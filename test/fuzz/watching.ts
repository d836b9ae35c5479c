import path from 'node:path';
import { statusJson } from '../../main/cli/status-json.ts';
import { statusText } from '../../main/cli/text.ts';
import { openDockerode } from '../../main/core/engine/dockerode-engine.ts';
import { EngineError, type Engine } from '../../main/core/engine/engine.ts';
import { runtimeConditions } from '../../main/core/model/runtime.ts';
import type { AppState } from '../../main/core/model/app-state.ts';
import type { CommandResult, RunCommand } from '../../main/core/process/command.ts';
import type { HostProcess } from '../../main/core/process/process-table.ts';
import { realRuntimes } from '../../main/core/runtimes/all.ts';
import { FakeClock } from '../unit/support/fake-clock.ts';
import { settingsWith, watch } from '../unit/support/watched.ts';
import { mutate } from './mutate.ts';
import { must } from './parsers.ts';
import { caseSeed, Random } from './random.ts';
import type { Spoil, Spoiled, World } from './world.ts';

const betweenLooksMs = 5_000;
const looks = 7;
const allWork = { cpu: true, network: true };
const failures = ['timed-out', 'too-much-output', 'signalled', 'failed-to-start'] as const;

/** Real runtimes and a real watcher over a world that works hard, whose answers are spoiled: it must stop nothing. */
export async function watchSpoiled(world: World, random: Random, throughChild?: RunCommand): Promise<string> {
  const how = new Set<string>();
  const stuck = random.chance(0.5);
  // A figure that stands still because its answer is always spoiled alike looks like rest: then the others must show the work.
  world.work = stuck ? allWork : random.pick([allWork, { cpu: true, network: false }, { cpu: false, network: true }]);
  const { states, stops } = await watchWorld(world, spoiling(random, stuck, how), throughChild);
  const what = [...how].join('; ');
  must(stops.length === 0, `stopped what nobody saw idle (${stops.join(', ')}), after: ${what}`);
  for (const state of states) checkState(state, what);
  return what;
}

/** Without anything spoiled, and with sandboxes that are idle, the same watcher stops them: or the check above says nothing. */
export async function watchIdle(world: World): Promise<readonly string[]> {
  world.work = { cpu: false, network: false };
  return (await watchWorld(world, () => null)).stops;
}

async function watchWorld(world: World, spoil: Spoil, throughChild?: RunCommand) {
  const clock = new FakeClock();
  world.clock = clock;
  world.spoil = spoil;
  world.stops.length = 0;
  const idle = { timeoutMs: 8_000, timeoutWithSessionsMs: 8_000, warningMs: 4_000 };
  // Looks come when the test asks for them, so that each of them is over before time goes on.
  const settings = { ...settingsWith({ idle }), pollIntervalMs: 3_600_000 };
  const runtimes = realRuntimes({
    env: world.env,
    platform: 'linux',
    homeDir: world.dir,
    run: commandsOf(world, throughChild),
    openEngine: (endpoint) => impatient(openDockerode(endpoint)),
    processTable: { list: () => Promise.resolve(processesOf(world)), again: () => Promise.resolve(processesOf(world)) },
    processMemory: {
      read: (processes, atMs) =>
        Promise.resolve(processes.map((one) => ({ bytes: one.residentBytes, source: 'vm-process-rss', atMs }))),
    },
  });
  const { watcher } = watch(clock, runtimes, settings);
  const states: AppState[] = [];
  for (let look = 0; look < looks; look += 1) {
    await watcher.lookNow();
    states.push(watcher.getState());
    await clock.advance(betweenLooksMs);
  }
  // A stop looks once more a second after it was decided on.
  await watcher.lookNow();
  await clock.advance(2_000);
  return { states, stops: [...world.stops] };
}

/** An answer that was broken off is waited for until the deadline, which is seconds; here it comes sooner. */
function impatient(engine: Engine): Engine {
  const within = async <T>(asked: Promise<T>): Promise<T> => {
    let timer: NodeJS.Timeout | undefined;
    const expired = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new EngineError('timed-out', 'The Docker Engine did not answer in time.')), 100);
    });
    return Promise.race([asked, expired]).finally(() => clearTimeout(timer));
  };
  const asked = Object.entries(engine) as [string, (...args: unknown[]) => Promise<unknown>][];
  return Object.fromEntries(
    asked.map(([name, ask]) => [name, (...args: unknown[]) => within(ask(...args))]),
  ) as unknown as Engine;
}

function commandsOf(world: World, throughChild?: RunCommand): RunCommand {
  return async (file, args, options) => {
    const channel = `${path.basename(file)} ${args
      .filter((arg) => !arg.startsWith('-'))
      .slice(0, 2)
      .join(' ')}`;
    const said = world.command(args);
    const spoiled = world.spoil(channel, said ?? '');
    if (spoiled && throughChild && !spoiled.outcome) return throughChild(spoiled.bytes.toString('base64'), [], options);
    return resultOf(said, spoiled);
  };
}

function resultOf(said: string | null, spoiled: Spoiled | null): CommandResult {
  const stdout = spoiled?.bytes.toString('utf8') ?? said ?? '';
  const stderr = said === null ? 'ERROR: unknown command\n' : spoiled?.exitCode ? stdout : '';
  if (spoiled?.outcome) return { outcome: spoiled.outcome, exitCode: null, stdout, stderr, durationMs: 9_000 };
  return { outcome: 'exited', exitCode: spoiled?.exitCode ?? (said === null ? 1 : 0), stdout, stderr, durationMs: 5 };
}

function processesOf(world: World): readonly HostProcess[] {
  return ['api', 'web'].map((name, index) => ({
    pid: 4_000 + index,
    args: ['/opt/sbx/containerd-shim-nerdbox-v1', '-namespace', 'docker', '-id', world.containerId(name)],
    residentBytes: 900_000_000,
    cpuTimeMs: world.cpuTimeMs(),
    startedId: `start-${name}`,
  }));
}

/** Some channels are hit, always or now and then, in the same way each time or each time in another one. */
function spoiling(random: Random, stuck: boolean, how: Set<string>): Spoil {
  const share = random.pick([0.1, 0.3, 1]);
  const whenHit = random.pick([0.3, 1]);
  const base = random.below(2 ** 31);
  const asked = new Map<string, number>();
  return (channel, text) => {
    const count = asked.get(channel) ?? 0;
    asked.set(channel, count + 1);
    // Answers come in any order: what is done to each hangs on its channel and number alone.
    const ofChannel = caseSeed(base, hashOf(channel));
    const ofAnswer = new Random(caseSeed(ofChannel, count));
    if (!new Random(ofChannel).chance(share) || !ofAnswer.chance(whenHit)) return null;
    const own = stuck ? new Random(ofChannel) : ofAnswer;
    const mutated = mutate(text, own);
    how.add(`${channel}: ${mutated.how}`);
    return {
      bytes: mutated.bytes,
      ...(own.chance(0.1) && { exitCode: 1 }),
      ...(own.chance(0.1) && { status: own.pick([404, 409, 500, 204, 301]) }),
      ...(own.chance(0.05) && { breakOff: true }),
      ...(own.chance(0.1) && { outcome: own.pick(failures) }),
    };
  };
}

function hashOf(text: string): number {
  return [...text].reduce((hash, char) => Math.imul(hash ^ char.charCodeAt(0), 0x01000193), 0x811c9dc5) >>> 0;
}

/** Whatever was said, the state is whole, can be shown, and names what is wrong. */
function checkState(state: AppState, what: string): void {
  for (const runtime of state.runtimes) {
    must(runtimeConditions.includes(runtime.state), `a runtime is ${runtime.state}, after: ${what}`);
    must(runtime.state === 'ready' || Boolean(runtime.detail), `${runtime.id} fails without a word, after: ${what}`);
    must(runtime.detail?.id !== 'runtime.unexpected', `${runtime.id} fails in a way that has no name, after: ${what}`);
  }
  for (const one of state.sandboxes) {
    const bytes = one.usage.memory?.usedBytes ?? 0;
    must(Number.isFinite(bytes) && bytes >= 0, `memory of ${bytes}, after: ${what}`);
    must(one.cpuFraction === null || one.cpuFraction >= 0, `processor time of ${one.cpuFraction}, after: ${what}`);
  }
  JSON.stringify(statusJson(state));
  statusText(state, state.atMs);
}
