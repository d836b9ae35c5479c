import { languageNames, languages } from '../../../main/core/i18n/language.ts';
import { say } from '../../../main/core/i18n/message.ts';
import type { LoginItemState } from '../../../main/core/login/login-item.ts';
import { themes } from '../../../main/core/settings/schema.ts';
import { filesOfOurs } from '../../../preload/contract.ts';
import { hiddenIconHelp } from '../../hidden-icon.ts';
import { useWords } from '../../words.tsx';
import { useChange } from '../change.ts';
import { SelectRow, SwitchRow } from '../controls/fields.tsx';
import { Group, Row } from '../controls/group.tsx';
import type { SectionProps } from '../sections.ts';
import { useInstallation } from '../use-installation.ts';
import { Transfer } from './transfer.tsx';

/** The app itself: start, look, language, its files. */
export function GeneralSection({ state, bridge }: SectionProps) {
  const words = useWords();
  const start = useChange(bridge);
  const look = useChange(bridge);
  const files = useChange(bridge);
  const [installation, readAgain] = useInstallation(bridge);
  const { theme, language } = state.settings;
  const login: LoginItemState['state'] = installation?.loginItem.state ?? 'off';
  const iconTrouble = state.problems.find((one) => one.code === 'no-tray');
  const hidden = hiddenIconHelp(navigator.platform);
  const canChange = login !== 'unavailable' && login !== 'foreign' && installation !== null;
  return (
    <>
      <Group failure={start.failure}>
        <SwitchRow
          label={words.t('general.login')}
          help={words.t(`general.login.${login}`, { path: installation?.loginItem.path ?? '' })}
          checked={login === 'on'}
          disabled={!canChange}
          onChange={(on) => start.run(() => bridge.call('setLaunchAtLogin', { on }), readAgain)}
        />
        {iconTrouble && <Row label={words.t('general.icon')} help={say(iconTrouble.message, words)} />}
        {hidden && <Row label={words.t('general.icon')} help={words.t(hidden)} />}
        <Row label={words.t('general.updates')} help={words.t('general.updates.none', { version: state.version })} />
      </Group>
      <Group failure={look.failure}>
        <SelectRow
          label={words.t('general.language')}
          help={words.t('general.languageHelp')}
          value={language}
          options={[
            ['system', words.t('general.system')],
            ...languages.map((one) => [one, languageNames[one]] as const),
          ]}
          onChange={(wanted) => look.apply({ language: wanted })}
        />
        <SelectRow
          label={words.t('general.theme')}
          value={theme}
          options={themes.map((one) => [one, words.t(one === 'system' ? 'general.system' : `general.theme.${one}`)])}
          onChange={(wanted) => look.apply({ theme: wanted })}
        />
      </Group>
      <Group failure={files.failure} said={files.said}>
        <Transfer bridge={bridge} files={files} />
        {filesOfOurs.map((file) => (
          <Row key={file} label={words.t(`general.file.${file}`)} help={words.t(`general.file.${file}Help`)}>
            <button
              type="button"
              class="button"
              aria-label={words.t('general.showName', { name: words.t(`general.file.${file}`) })}
              onClick={() => files.run(() => bridge.call('showFile', { file }))}
            >
              {words.t('general.show')}
            </button>
          </Row>
        ))}
      </Group>
    </>
  );
}
