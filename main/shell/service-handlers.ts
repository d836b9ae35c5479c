import type { ServiceWithPast } from '../core/history/past.ts';
import { testedRuntime } from '../core/model/runtime-test.ts';
import type { CallHandlers } from './ipc.ts';

type ServiceCall =
  | 'getState'
  | 'startSandbox'
  | 'getHistory'
  | 'getSparks'
  | 'getDetail'
  | 'stopSandbox'
  | 'keepAwake'
  | 'snooze'
  | 'protect'
  | 'stopIdle'
  | 'changeSandbox'
  | 'answerTrial'
  | 'previewSchedule'
  | 'changeSettings'
  | 'lookNow'
  | 'testRuntime';

/** Passes on what is for the service alone: the one that is in use when it is asked. */
export function serviceHandlers(service: () => ServiceWithPast): Pick<CallHandlers, ServiceCall> {
  return {
    getState: () => service().getState(),
    startSandbox: ({ key }) => service().startSandbox(key),
    getHistory: ({ key, range }) => service().past.read(key, range),
    getSparks: () => service().past.sparks(),
    getDetail: ({ key }) => service().past.detail(key),
    stopSandbox: ({ key }) => service().stopSandbox(key),
    keepAwake: ({ key, forMs }) => service().keepAwake(key, forMs),
    snooze: ({ key, forMs }) => service().snooze(key, forMs),
    protect: ({ key, on }) => service().protect(key, on),
    stopIdle: () => service().stopIdle(),
    changeSandbox: ({ key, patch }) => service().changeSandbox(key, patch),
    answerTrial: ({ days }) => service().answerTrial(days),
    previewSchedule: ({ cron }) => service().previewSchedule(cron),
    changeSettings: (patch) => service().changeSettings(patch),
    lookNow: async () => {
      await service().lookNow();
      return { ok: true };
    },
    testRuntime: async ({ id }) => {
      await service().lookNow();
      return testedRuntime(service().getState(), id);
    },
  };
}
