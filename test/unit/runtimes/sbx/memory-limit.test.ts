import { describe, expect, it } from 'vitest';
import { memoryLimit } from '../../../../main/core/runtimes/sbx/memory-limit.ts';
import { capture } from '../../support/captures.ts';

const gib = 1024 ** 3;

describe('the configured memory of a sandbox', () => {
  it.each<[unknown]>([
    [{ memory: '8g' }],
    [{ memory: '8192m' }],
    [{ memory: '8 GiB' }],
    [{ memory: 8 * gib }],
    [{ memory: 8192 }],
    [{ memory_limit: 8 * gib }],
    [{ memory_bytes: 8 * gib }],
    [{ memory_mb: 8192 }],
    [{ memoryMiB: 8192 }],
    [{ memory_gb: 8 }],
    [{ mem_limit: '8g' }],
    [{ memoryLimit: String(8 * gib) }],
    [{ max_memory: '8g' }],
    [{ resources: { memory: '8g' } }],
    [{ limits: { memory: '8g' } }],
    [{ config: { resources: { memory: '8g' } } }],
    [{ vm_config: { memory_mib: 8192 } }],
  ])('is 8 GiB in %j', (raw) => {
    expect(memoryLimit(raw, 'daemon')).toEqual({ bytes: 8 * gib, source: 'daemon' });
  });

  it.each<[unknown]>([
    [{}],
    [null],
    [[]],
    ['8g'],
    [{ memory: 0 }],
    [{ memory: -1 }],
    [{ memory: 'lots' }],
    [{ memory: '8x' }],
    [{ memory: NaN }],
    [{ memory: 1e300 }],
    [{ memory: '1m' }],
    [{ memory_usage: 8 * gib }],
    [{ memories: 8 * gib }],
    [{ environment: { memory: '8g' } }],
  ])('is not known in %j', (raw) => {
    expect(memoryLimit(raw, 'daemon')).toBeNull();
  });

  it.each(['sandboxd/sbx-get-sandbox-0.38.json', 'sbx/inspect-0.38.json', 'sbx/ls-0.23.json'])(
    'was not told yet by %s',
    (file) => {
      expect(memoryLimit(JSON.parse(capture(file)), 'daemon')).toBeNull();
    },
  );
});
