import { expect, it } from 'vitest';
import { defaultSettings } from '../../../main/core/settings/schema.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { watch } from '../support/watched.ts';

it('a change of the settings before the first look is in the state at once, also for whoever has read it before', async () => {
  const { watcher } = watch(new FakeClock(), [], defaultSettings);
  const heard: string[] = [];
  expect(watcher.getState().settings.theme).toBe('system');
  watcher.subscribe(({ settings }) => heard.push(settings.theme));
  await watcher.changeSettings({ theme: 'dark' });
  expect(watcher.getState().settings.theme).toBe('dark');
  expect(heard).toEqual(['dark']);
});
