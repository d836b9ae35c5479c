import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { licenceOf, packageFolderOf } from '../../../scripts/lib/licences.ts';
import { projectRoot } from '../../../scripts/lib/root.ts';

describe('the licences of what a bundle takes in', () => {
  it.each([
    ['/p/node_modules/valibot/dist/index.mjs', '/p/node_modules/valibot'],
    ['\0/p/node_modules/debug/src/node.js?commonjs-proxy', '/p/node_modules/debug'],
    ['/p/node_modules/@formatjs/fast-memoize/index.js', '/p/node_modules/@formatjs/fast-memoize'],
    ['/p/node_modules/a/node_modules/b/c.js', '/p/node_modules/a/node_modules/b'],
    ['C:\\p\\node_modules\\ms\\index.js', 'C:/p/node_modules/ms'],
    ['/p/main/index.ts', null],
    ['\0left-out', null],
  ])('finds the package of %j', (id, folder) => {
    expect(packageFolderOf(id)).toBe(folder);
  });

  it('are told with their text, or at least by their name', () => {
    const of = (name: string) => licenceOf(path.join(projectRoot, 'node_modules', name));
    expect(of('valibot')).toMatch(/^valibot [\d.]+ \(MIT\)\n\n[\s\S]*Permission is hereby granted/);
    expect(of('dockerode')).toMatch(/^dockerode [\d.]+ \(Apache-2\.0\)/);
  });
});
