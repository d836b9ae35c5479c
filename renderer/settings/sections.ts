import { useEffect, useState } from 'preact/hooks';
import { settingsSections, type Bridge, type SettingsSection } from '../../preload/contract.ts';
import type { AppState } from '../../main/core/model/app-state.ts';
import type { Store } from '../store.ts';

/** What every section is given. */
export interface SectionProps {
  readonly state: AppState;
  readonly bridge: Bridge;
  readonly store: Store;
}

function sectionOf(hash: string): SettingsSection {
  return settingsSections.find((one) => `#${one}` === hash) ?? settingsSections[0];
}

/** The section on screen: the one of the address, which main and links can set. */
export function useSection(bridge: Bridge): readonly [SettingsSection, (section: SettingsSection) => void] {
  const [section, setSection] = useState(sectionOf(location.hash));
  const go = (to: SettingsSection) => {
    location.hash = to;
    setSection(to);
  };
  useEffect(() => {
    const onHash = () => setSection(sectionOf(location.hash));
    window.addEventListener('hashchange', onHash);
    const stop = bridge.on('showSection', (asked) => go(asked.section));
    return () => {
      window.removeEventListener('hashchange', onHash);
      stop();
    };
  }, [bridge]);
  return [section, go];
}
