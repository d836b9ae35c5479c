import { describe, expect, it } from 'vitest';
import { parseEntries, parseStatus, parseWorkspaces } from '../../../main/core/runtimes/listing.ts';

describe('the list of a runtime', () => {
  it('is found under any of its keys, the first one that is there', () => {
    expect(parseEntries({ vms: [{ name: 'a' }] }, ['sandboxes', 'vms'])).toMatchObject([{ name: 'a' }]);
    expect(parseEntries({ sandboxes: [] }, ['sandboxes', 'vms'])).toEqual([]);
  });

  it('is no list at all when it is something else', () => {
    for (const raw of [null, 1, 'x', [], {}, { sandboxes: null }, { sandboxes: {} }, { sandboxes: [1] }]) {
      expect(parseEntries(raw, ['sandboxes'])).toBeNull();
    }
  });

  it('is unusable as a whole when one name is: what it hides would look as if it were gone', () => {
    const names = ['', '-f', '--all', 'a\nb', 'a\0', '\u001b[2J', 'x'.repeat(300), 1, null, {}];
    for (const name of names)
      expect(parseEntries({ sandboxes: [{ name: 'good' }, { name }] }, ['sandboxes'])).toBeNull();
    const fine = ['a', 'my-box.2', 'größe', 'with space', '名前'];
    for (const name of fine) expect(parseEntries({ sandboxes: [{ name }] }, ['sandboxes'])).toHaveLength(1);
  });

  it('leaves out a field of another kind than expected', () => {
    const [entry] = parseEntries({ sandboxes: [{ name: 'a', agent: 7, id: [], status: {} }] }, ['sandboxes']) ?? [];
    expect(entry).toMatchObject({ name: 'a', agent: undefined, id: undefined });
    expect(parseStatus(entry?.status)).toBe('unknown');
  });

  it('calls every word that is not known unknown', () => {
    expect(['running', 'exited', 'Running', 'paused', 1, null].map(parseStatus)).toEqual([
      'running',
      'stopped',
      'unknown',
      'unknown',
      'unknown',
      'unknown',
    ]);
  });

  it('gives workspaces without their mode', () => {
    expect(parseWorkspaces(['/a:ro', 'C:\\x', 3])).toEqual(['/a', 'C:\\x']);
    expect(parseWorkspaces('x')).toEqual([]);
  });
});
