import type { AppState } from '../../../main/core/model/app-state.ts';
import type { Victim } from '../../../main/core/model/decision.ts';
import type { Words } from '../../../main/core/i18n/words.ts';
import type { Bridge } from '../../../preload/contract.ts';
import { useWords } from '../../words.tsx';
import { useChange } from '../change.ts';
import { Group, Row } from '../controls/group.tsx';
import { ListButtons } from '../controls/list-buttons.tsx';
import { moveVictim } from '../models/order.ts';

/** Who would be stopped first when memory is short; the order can be changed (F18). */
export function VictimList({ state, bridge }: { readonly state: AppState; readonly bridge: Bridge }) {
  const words = useWords();
  const change = useChange(bridge);
  const { victims } = state;
  const { victimOrder } = state.settings.memory;
  const mover = (key: string, by: -1 | 1) => {
    const next = moveVictim(victims, victimOrder, key, by);
    return next && (() => change.apply({ victimOrder: [...next] }));
  };
  return (
    <Group title={words.t('victim.title')} help={words.t('victim.help')} failure={change.failure}>
      {victims.length === 0 && <Row label={words.t('victim.none')} />}
      <ol class="list numbered" aria-label={words.t('victim.title')}>
        {victims.map((one, index) => (
          // By place, so that the focus can follow the one that moves.
          <li key={index} data-key={one.key}>
            <Row label={one.name} help={victimText(one, words)}>
              <ListButtons
                name={one.name}
                isLocked={change.isBusy}
                onUp={mover(one.key, -1)}
                onDown={mover(one.key, 1)}
              />
            </Row>
          </li>
        ))}
      </ol>
      {victimOrder.length > 0 && (
        <div class="row row-add">
          <button type="button" class="button" onClick={() => change.apply({ victimOrder: [] })}>
            {words.t('victim.reset')}
          </button>
        </div>
      )}
    </Group>
  );
}

function victimText(one: Victim, words: Words): string {
  const memory = one.gainBytes > 0 ? words.bytes(one.gainBytes) : words.t('victim.unknownMemory');
  const why =
    one.held === undefined ? words.t(one.idle ? 'victim.idle' : 'victim.busy') : words.t(`victim.held.${one.held}`);
  return `${memory} · ${why}`;
}
