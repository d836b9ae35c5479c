import type { Clock } from '../../host/clock.ts';
import { message } from '../../i18n/message.ts';
import type { ListedSandbox, Usage } from '../../model/sandbox.ts';
import { RuntimeError, type SandboxRuntime } from '../runtime.ts';
import { demoUsage, type DemoSandbox } from './fleet.ts';

interface Running {
  cpuTimeMs: number;
  measuredAtMs: number;
}

/** The made-up fleet as a runtime like any other: nothing of it exists outside this program. */
export function demoRuntime(clock: Clock, fleet: readonly DemoSandbox[]): SandboxRuntime {
  const startMs = clock.monotonicMs();
  const running = new Map<string, Running>();
  for (const one of fleet) if (one.runningAtStart) running.set(one.name, { cpuTimeMs: 0, measuredAtMs: 0 });
  const find = (name: string) => fleet.find((one) => one.name === name);

  return {
    id: 'demo',
    detect: () => Promise.resolve({ id: 'demo', state: 'ready', detail: message('runtime.madeUp') }),
    list: () => Promise.resolve(fleet.map((one) => listed(one, running.has(one.name)))),
    measure(sandboxes) {
      const atMs = clock.monotonicMs() - startMs;
      const usages = new Map<string, Usage>();
      for (const { name } of sandboxes) {
        const one = find(name);
        const state = running.get(name);
        if (!one || !state) continue;
        state.cpuTimeMs += Math.max(0, one.cpuFraction(atMs)) * (atMs - state.measuredAtMs);
        state.measuredAtMs = atMs;
        usages.set(name, demoUsage(one, atMs, state.cpuTimeMs));
      }
      return Promise.resolve(usages);
    },
    start(sandbox) {
      if (!find(sandbox.name)) return Promise.reject(new RuntimeError('ready', message('failure.noSandbox')));
      running.set(sandbox.name, { cpuTimeMs: 0, measuredAtMs: clock.monotonicMs() - startMs });
      return Promise.resolve();
    },
    stop(sandbox) {
      if (!running.delete(sandbox.name)) {
        return Promise.reject(new RuntimeError('ready', message('failure.noSandbox')));
      }
      return Promise.resolve();
    },
  };
}

function listed(one: DemoSandbox, runs: boolean): ListedSandbox {
  return { name: one.name, agent: one.agent, status: runs ? 'running' : 'stopped', workspaces: [one.workspace] };
}
