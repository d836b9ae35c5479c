import { expect, it } from 'vitest';
import { message } from '../../../main/core/i18n/message.ts';
import { wordsFor } from '../../../main/core/i18n/words.ts';
import type { IntentResult, SandmanService } from '../../../main/core/model/service.ts';
import { carryOut } from '../../../main/shell/menu-actions.ts';
import { stopIdleNotification } from '../../../main/shell/notification-view.ts';

async function toldBy(result: IntentResult): Promise<readonly string[]> {
  const told: string[] = [];
  const unasked = () => expect.unreachable();
  await carryOut(
    { do: 'stop-idle' },
    {
      service: () => ({ stopIdle: () => Promise.resolve(result) }) as Partial<SandmanService> as SandmanService,
      openPopup: unasked,
      openSettings: unasked,
      openFolder: unasked,
      startDemo: unasked,
      quit: unasked,
      tellStopIdle: (said) => told.push(stopIdleNotification(said, wordsFor('de')).body),
    },
  );
  return told;
}

it('"stop all idle" of the menu says it in a notification when there was nothing to stop', async () => {
  expect(await toldBy({ ok: true, said: message('stopIdle.none') })).toEqual([
    'Nichts wurde angehalten: keine Sandbox, die angehalten werden darf, ist lange genug untätig.',
  ]);
});

it('"stop all idle" of the menu says nothing of its own when some were stopped, or could not be: they are told of one by one', async () => {
  expect(await toldBy({ ok: true })).toEqual([]);
  expect(await toldBy({ ok: false, message: message('failure.notStopped', { names: ['a'] }) })).toEqual([]);
});
