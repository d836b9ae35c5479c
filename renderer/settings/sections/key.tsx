import { useWords } from '../../words.tsx';
import { useChange } from '../change.ts';
import { Group, Row } from '../controls/group.tsx';
import type { SectionProps } from '../sections.ts';

/** The way to the panel of the API key: it is in the popup, and only there. */
export function KeySection({ state, bridge }: SectionProps) {
  const words = useWords();
  const change = useChange(bridge);
  return (
    <Group help={words.t('key.help')} failure={change.failure}>
      <Row label={words.t('settings.keyTitle')} help={words.t(state.demo ? 'settings.keyDemo' : 'key.where')}>
        <button type="button" class="button" onClick={() => change.run(() => bridge.call('openKeyPanel'))}>
          {words.t('key.open')}
        </button>
      </Row>
    </Group>
  );
}
