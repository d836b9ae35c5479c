import { describe, expect, it } from 'vitest';
import { parseEntries, parsePorts, parseStatus, parseWorkspaces } from '../../../main/core/runtimes/listing.ts';
import { unusableNames as unusable } from '../support/names.ts';

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
    for (const name of unusable)
      expect([name, parseEntries({ sandboxes: [{ name: 'good' }, { name }] }, ['sandboxes'])]).toEqual([name, null]);
    const fine = ['a', 'my-box.2', 'größe', 'with space', '名前'];
    for (const name of fine) expect(parseEntries({ sandboxes: [{ name }] }, ['sandboxes'])).toHaveLength(1);
  });

  it('leaves out an agent that cannot be shown, and keeps the sandbox', () => {
    for (const agent of unusable) {
      const [entry] = parseEntries({ sandboxes: [{ name: 'a', agent }] }, ['sandboxes']) ?? [];
      expect([agent, entry?.name, entry?.agent]).toEqual([agent, 'a', undefined]);
    }
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

  it('leaves out what is no port', () => {
    const ports = [1, 8080, 65_536, 0, -1, 1.5, 1e999, '80'].map((port) => ({ host_port: port, sandbox_port: 3000 }));
    expect(parsePorts(ports).map((one) => one.hostPort)).toEqual([1, 8080]);
    expect(parsePorts({})).toEqual([]);
  });

  it('gives workspaces without their mode', () => {
    expect(parseWorkspaces(['/a:ro', 'C:\\x', 3])).toEqual(['/a', 'C:\\x']);
    expect(parseWorkspaces('x')).toEqual([]);
  });
});
