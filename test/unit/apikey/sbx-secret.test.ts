import { describe, expect, it } from 'vitest';
import { parseSbxVersion, sbxAbilities } from '../../../main/core/apikey/sbx-secret/abilities.ts';
import { parseSecretListing } from '../../../main/core/apikey/sbx-secret/listing.ts';

describe('the version of sbx', () => {
  it.each([
    ['v0.42.0', [0, 42, 0]],
    ['0.42.0-rc5', [0, 42, 0]],
    ['sbx version: v0.53.1 abc', [0, 53, 1]],
    ['dev', null],
    ['', null],
  ])('%j', (text, version) => {
    expect(parseSbxVersion(text)).toEqual(version);
  });

  it('of an unknown one nothing is promised', () => {
    expect(sbxAbilities(null)).toEqual({
      globalFlag: false,
      listsAsJson: true,
      reference: true,
      imports: true,
      appliesAtOnce: false,
    });
  });
});

describe('the list of secrets', () => {
  const listing = (...secrets: object[]) =>
    JSON.stringify({ secrets, custom_secrets: [], shadowed_services: [], env_only_count: 1 });

  it.each([
    [
      'has it for all',
      listing({ scope: 'global', type: 'service', name: 'anthropic', secret: '(stored)' }),
      { stored: 'yes' },
    ],
    [
      'has another service',
      listing({ scope: 'global', type: 'service', name: 'github', secret: '(stored)' }),
      { stored: 'no' },
    ],
    ['is empty', listing(), { stored: 'no' }],
    ['has it for one sandbox', listing({ scope: 'api', name: 'anthropic' }), { stored: 'some', sandboxes: ['api'] }],
    [
      'has it for one and for all',
      listing({ scope: 'api', name: 'anthropic' }, { scope: 'global', name: 'anthropic' }),
      { stored: 'yes' },
    ],
  ])('%s', (_, text, stored) => {
    expect(parseSecretListing(text, 'anthropic')).toEqual(stored);
  });

  it.each(['', '{"secrets"', '{"secrets":"x"}', '[]', 'SCOPE SERVICE'])('is unknown when it is %j', (text) => {
    expect(parseSecretListing(text, 'anthropic')).toMatchObject({ stored: 'unknown' });
  });
});
