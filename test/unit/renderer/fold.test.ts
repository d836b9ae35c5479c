import { describe, expect, it } from 'vitest';
import { folded, isOpenFor, toggled, withReason } from '../../../renderer/fold.ts';

describe('a folded list', () => {
  it('is closed until there is a reason to open it, and stays open when that is gone', () => {
    expect(isOpenFor(withReason(folded, null), '')).toBe(false);
    const opened = withReason(folded, 'alone');
    expect(isOpenFor(opened, '')).toBe(true);
    expect(isOpenFor(withReason(opened, null), '')).toBe(true);
  });

  it('that was folded by hand is not opened again by the same reason, but by the next one', () => {
    const closed = toggled(withReason(folded, 'alone'), '', false);
    expect(isOpenFor(withReason(closed, 'alone'), '')).toBe(false);
    expect(isOpenFor(withReason(closed, 'sbx/one'), '')).toBe(true);
    expect(isOpenFor(withReason(withReason(closed, null), 'alone'), '')).toBe(true);
  });

  it('is open for each search, and afterwards as it was before', () => {
    expect(isOpenFor(folded, 'web')).toBe(true);
    const closed = toggled(folded, 'web', false);
    expect(isOpenFor(closed, 'web')).toBe(false);
    expect(isOpenFor(toggled(closed, 'web', true), 'web')).toBe(true);
    expect(isOpenFor(closed, 'we')).toBe(true);
    expect(isOpenFor(closed, '')).toBe(false);
    expect(isOpenFor(toggled(withReason(folded, 'alone'), 'web', false), '')).toBe(true);
  });

  it('is opened and folded by hand', () => {
    const opened = toggled(folded, '', true);
    expect(isOpenFor(opened, '')).toBe(true);
    expect(isOpenFor(toggled(opened, '', false), '')).toBe(false);
  });
});
