import { expect, it } from 'vitest';
import type { HistoryRange } from '../../../../main/core/history/tiers.ts';
import type { HistoryView } from '../../../../main/core/history/view.ts';
import { message } from '../../../../main/core/i18n/message.ts';
import { afterRead, nothingRead, shownPast } from '../../../../renderer/detail/past-read.ts';

const viewOf = (range: HistoryRange): HistoryView => ({
  range,
  fromMs: 0,
  toMs: 1,
  stepMs: 1,
  memory: { mean: [], peak: [] },
  cpu: { mean: [], peak: [] },
  marks: [],
  week: { peakBytes: null, knownMs: 0 },
});
const refused = { ok: false, message: message('failure.unknown') } as const;
const hour = viewOf('1h');

it('before anything was read there is nothing to show, and nothing has failed', () => {
  expect(shownPast(nothingRead, '1h')).toEqual({ view: null, hasFailed: false });
});

it.each([
  ['is refused', refused],
  ['gets no answer', null],
])('a read that %s has failed, until the next one does not', (_, answer) => {
  const failed = afterRead(nothingRead, '1h', answer);
  expect(shownPast(failed, '1h')).toEqual({ view: null, hasFailed: true });
  expect(shownPast(afterRead(failed, '1h', hour), '1h')).toEqual({ view: hour, hasFailed: false });
});

it('what was read before a failure stays, and the failure is told', () => {
  const failed = afterRead(afterRead(nothingRead, '1h', hour), '1h', null);
  expect(shownPast(failed, '1h')).toEqual({ view: hour, hasFailed: true });
});

it('neither a view nor a failure of one range is shown for another', () => {
  const failed = afterRead(afterRead(nothingRead, '1h', hour), '24h', refused);
  expect(shownPast(failed, '24h')).toEqual({ view: null, hasFailed: true });
  expect(shownPast(failed, '1h')).toEqual({ view: hour, hasFailed: false });
  expect(shownPast(failed, '7d')).toEqual({ view: null, hasFailed: false });
});
