import { expect, it } from 'vitest';
import { hiddenIconHelp } from '../../../renderer/hidden-icon.ts';

it.each([
  ['Win32', 'icon.hiddenWindows'],
  ['MacIntel', 'icon.hiddenMac'],
  ['Linux x86_64', null],
  ['', null],
])('says on %s what to do where the icon is not seen: %s', (platform, message) => {
  expect(hiddenIconHelp(platform)).toBe(message);
});
