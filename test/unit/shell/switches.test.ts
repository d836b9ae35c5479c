import { expect, it } from 'vitest';
import { setSwitches } from '../../../main/shell/switches.ts';

function given(platform: NodeJS.Platform, features = ''): Map<string, string> {
  const switches = new Map(features === '' ? [] : [['enable-features', features]]);
  const commandLine = {
    getSwitchValue: (name: string) => switches.get(name) ?? '',
    appendSwitch: (name: string, value: string) => switches.set(name, value),
  };
  setSwitches(commandLine, platform);
  return switches;
}

const ours = 'NetworkServiceInProcess2,PartitionAllocMemoryReclaimer:interval/300s';

it('keeps the network service in the main process on Linux, and lets the allocator rest', () => {
  expect(given('linux').get('enable-features')).toBe(ours);
});

it('leaves the features that were asked for at the start', () => {
  expect(given('linux', 'One,Two').get('enable-features')).toBe(`One,Two,${ours}`);
});

it.each(['darwin', 'win32'] as const)('changes nothing on %s, where it was not tried', (platform) => {
  expect([...given(platform)]).toEqual([]);
});
