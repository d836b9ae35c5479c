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
      <Group failure={test.failure}>
        <Row label={words.t('notifications.click')} help={words.t('notifications.clickHelp')} />
        <Row
          label={words.t('notifications.test')}
          help={<span role="status">{words.t(wasSent ? 'notifications.testSent' : 'notifications.testHelp')}</span>}
        >
          <button
            type="button"
            class="button"
            onClick={() =>
              test.run(
                () => bridge.call('testNotification'),
                (result) => setWasSent(result.ok),
              )
            }
          >
            {words.t('notifications.send')}
          </button>
        </Row>
      </Group>
    </>
  );
}
