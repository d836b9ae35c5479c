import { expect, it } from 'vitest';
import type { ServiceWithPast } from '../../../main/core/history/past.ts';
import { Emitter } from '../../../main/core/model/emitter.ts';
import type { AppState } from '../../../main/core/model/app-state.ts';
import type { WatchEvent } from '../../../main/core/model/events.ts';
import { ServiceHolder } from '../../../main/shell/service-holder.ts';
import { appState } from '../support/state.ts';

/** Services that write down when they begin and end, and say something with each. */
function given() {
  const course: string[] = [];
  const heard: string[] = [];
  const made = (version: string) => {
    const states = new Emitter<AppState>();
    const events = new Emitter<WatchEvent>();
    const state = appState([], { version });
    const service: Partial<ServiceWithPast> = {
      getState: () => state,
      subscribe: (listener) => states.on(listener),
      onEvent: (listener) => events.on(listener),
      start: () => {
        course.push(`start ${version}`);
        states.emit(state);
        return Promise.resolve();
      },
      dispose: () => {
        course.push(`end ${version}`);
        states.emit(state);
        events.emit({ type: 'notice-cleared', atMs: 0, noticeId: version });
        return Promise.resolve();
      },
    };
    return service as ServiceWithPast;
  };
  const holder = new ServiceHolder(made('real'), {
    onState: ({ version }) => heard.push(`state ${version}`),
    onEvent: ({ type }) => heard.push(type),
  });
  const make = (version: string) => () => {
    course.push(`make ${version}`);
    return Promise.resolve(made(version));
  };
  return { holder, make, course, heard };
}

const fails = () => Promise.reject(new Error('no demo'));

it('the demo begins when the service before has ended, of which nothing is heard any more', async () => {
  const { holder, make, course, heard } = given();
  await holder.replaceOnce(make('demo'), make('again'));
  expect(course).toEqual(['end real', 'make demo', 'start demo']);
  expect(heard).toEqual(['state demo']);
  expect(holder.current.getState().version).toBe('demo');
});

it('where the demo cannot be made a working service takes the place of the ended one, and the failure is told', async () => {
  const { holder, make, course, heard } = given();
  await expect(holder.replaceOnce(fails, make('again'))).rejects.toThrow('no demo');
  expect(course).toEqual(['end real', 'make again', 'start again']);
  expect(heard).toEqual(['state again']);
  expect(holder.current.getState().version).toBe('again');
});

it('after a failure it can be tried again', async () => {
  const { holder, make } = given();
  await expect(holder.replaceOnce(fails, make('again'))).rejects.toThrow('no demo');
  await holder.replaceOnce(make('demo'));
  expect(holder.current.getState().version).toBe('demo');
});

it('whoever asks while it is under way waits for the same one', async () => {
  const { holder, make, course } = given();
  await Promise.all([holder.replaceOnce(make('demo')), holder.replaceOnce(make('second'))]);
  expect(course).toEqual(['end real', 'make demo', 'start demo']);
});
