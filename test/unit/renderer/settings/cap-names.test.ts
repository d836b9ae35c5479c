import { expect, it } from 'vitest';
import { isTaken } from '../../../../renderer/settings/models/cap-names.ts';

const caps = { web: 1, api: 2 };

it.each([
  ['web', '', true],
  [' web ', '', true],
  ['api', 'web', true],
  ['web', 'web', false],
  ['docs', '', false],
  ['docs', 'web', false],
  // Names are told apart as main does it.
  ['Web', '', false],
  ['', '', false],
  ['constructor', '', false],
])('the name %j, typed over %j, is that of another cap: %s', (name, before, taken) => {
  expect(isTaken(caps, name, before)).toBe(taken);
});
