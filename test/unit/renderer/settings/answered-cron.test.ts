import { expect, it } from 'vitest';
import { message } from '../../../../main/core/i18n/message.ts';
import { isGood, type AnsweredCron } from '../../../../renderer/settings/models/answered-cron.ts';

it('lets an expression be saved only with the answer to it', () => {
  const cron = '0 19 * * *';
  const good: AnsweredCron = { cron, answer: { ok: true, cron, nextRunsMs: [1] } };
  const bad: AnsweredCron = { cron: '0 19 * *', answer: { ok: false, message: message('failure.unknown') } };
  expect(isGood(good, cron)).toBe(true);
  expect(isGood(good, bad.cron)).toBe(false);
  expect(isGood(bad, bad.cron)).toBe(false);
  expect(isGood(bad, cron)).toBe(false);
  expect(isGood(null, cron)).toBe(false);
});
