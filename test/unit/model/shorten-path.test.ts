import { describe, expect, it } from 'vitest';
import { shortenPath } from '../../../main/core/model/shorten-path.ts';

describe('a folder', () => {
  it.each([
    ['/home/ann/code/api', '~/code/api'],
    ['/Users/ann', '~'],
    ['C:\\Users\\ann\\api', '~\\api'],
    ['/srv/home/ann', '/srv/home/ann'],
  ])('%s is %s', (path, text) => expect(shortenPath(path)).toBe(text));
});
