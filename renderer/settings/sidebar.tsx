import { useRef } from 'preact/hooks';
import { settingsSections, type SettingsSection } from '../../preload/contract.ts';
import { useWords } from '../words.tsx';
import { SectionIcon } from './section-icon.tsx';

interface SidebarProps {
  readonly current: SettingsSection;
  readonly onGo: (section: SettingsSection) => void;
}

/** The sections: one stop of the Tab key, the arrows go from one to the next (ARIA Authoring Practices, "Tabs"). */
export function Sidebar({ current, onGo }: SidebarProps) {
  const words = useWords();
  const list = useRef<HTMLDivElement>(null);
  const go = (section: SettingsSection | undefined) => {
    if (section === undefined) return;
    onGo(section);
    list.current?.querySelector<HTMLElement>(`#tab-${section}`)?.focus();
  };
  return (
    <nav class="sidebar">
      <div
        ref={list}
        class="tabs"
        role="tablist"
        aria-orientation="vertical"
        aria-label={words.t('settings.windowTitle')}
        onKeyDown={(event) => {
          const to = target(event.key, settingsSections.indexOf(current));
          if (to === null) return;
          event.preventDefault();
          go(settingsSections[to]);
        }}
      >
        {settingsSections.map((section) => (
          <button
            key={section}
            type="button"
            id={`tab-${section}`}
            role="tab"
            aria-selected={section === current}
            aria-controls="panel"
            tabIndex={section === current ? 0 : -1}
            class="tab"
            onClick={() => onGo(section)}
          >
            <SectionIcon section={section} />
            {words.t(`settings.section.${section}`)}
          </button>
        ))}
      </div>
    </nav>
  );
}

function target(key: string, index: number): number | null {
  const last = settingsSections.length - 1;
  switch (key) {
    case 'ArrowDown':
      return index === last ? 0 : index + 1;
    case 'ArrowUp':
      return index === 0 ? last : index - 1;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
