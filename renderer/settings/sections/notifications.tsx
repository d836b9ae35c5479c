import { useState } from 'preact/hooks';
import type { NotificationKind } from '../../../main/core/settings/schema.ts';
import { useWords } from '../../words.tsx';
import { useChange } from '../change.ts';
import { SwitchRow } from '../controls/fields.tsx';
import { Group, Row } from '../controls/group.tsx';
import type { SectionProps } from '../sections.ts';

const kinds: readonly NotificationKind[] = ['warnings', 'stops', 'memory', 'problems'];

/** Which notifications are shown, and whether they get through. */
export function NotificationsSection({ state, bridge }: SectionProps) {
  const words = useWords();
  const change = useChange(bridge);
  const test = useChange(bridge);
  const [wasSent, setWasSent] = useState(false);
  // Nothing is said while one is under way, so that the same answer is a new one, also for those who only hear it.
  const said = wasSent ? words.t('notifications.testSent') : null;
  const send = () => {
    if (test.isBusy) return;
    test.run(
      () => bridge.call('testNotification'),
      (result) => setWasSent(result.ok),
    );
  };
  return (
    <>
      <Group help={words.t('notifications.help')} failure={change.failure}>
        {kinds.map((kind) => (
          <SwitchRow
            key={kind}
            label={words.t(`notifications.${kind}`)}
            help={words.t(`notifications.${kind}Help`)}
            checked={state.settings.notifications[kind]}
            onChange={(on) => change.apply({ notifications: { [kind]: on } })}
          />
        ))}
      </Group>
      <Group failure={test.isBusy ? null : test.failure} said={test.isBusy ? null : said}>
        <Row label={words.t('notifications.click')} help={words.t('notifications.clickHelp')} />
        <Row label={words.t('notifications.test')} help={words.t('notifications.testHelp')}>
          <button type="button" class="button" aria-disabled={test.isBusy} onClick={send}>
            {words.t('notifications.send')}
          </button>
        </Row>
      </Group>
    </>
  );
}
