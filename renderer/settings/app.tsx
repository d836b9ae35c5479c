import type { FunctionComponent } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { SettingsSection } from '../../preload/contract.ts';
import { useReceived } from '../hooks.ts';
import type { Store } from '../store.ts';
import { pageWords, useWords, WordsProvider } from '../words.tsx';
import { useSection, type SectionProps } from './sections.ts';
import { AboutSection } from './sections/about.tsx';
import { GeneralSection } from './sections/general.tsx';
import { IdleSection } from './sections/idle.tsx';
import { KeySection } from './sections/key.tsx';
import { MemorySection } from './sections/memory.tsx';
import { NotificationsSection } from './sections/notifications.tsx';
import { RuntimesSection } from './sections/runtimes.tsx';
import { SchedulesSection } from './sections/schedules.tsx';
import { Sidebar } from './sidebar.tsx';

const sections: Readonly<Record<SettingsSection, FunctionComponent<SectionProps>>> = {
  idle: IdleSection,
  memory: MemorySection,
  schedules: SchedulesSection,
  notifications: NotificationsSection,
  key: KeySection,
  runtimes: RuntimesSection,
  general: GeneralSection,
  about: AboutSection,
};

/** The settings window: a view over the state that main sends, as the popup is. */
export function SettingsApp({ store }: { readonly store: Store }) {
  const received = useReceived(store);
  if (!received) return null;
  return (
    <WordsProvider value={pageWords(received.state.settings.language)}>
      <SettingsPage store={store} state={received.state} bridge={store.bridge} />
    </WordsProvider>
  );
}

function SettingsPage({ store, state, bridge }: SectionProps) {
  const words = useWords();
  const [section, go] = useSection(bridge);
  const panel = useRef<HTMLElement>(null);
  const Section = sections[section];
  useEffect(() => {
    document.title = words.t('settings.windowTitle');
    document.documentElement.lang = words.language;
  }, [words]);
  useEffect(() => {
    panel.current?.scrollTo(0, 0);
  }, [section]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isCloseKey = event.key.toLowerCase() === 'w' && (event.ctrlKey || event.metaKey);
      // A field or an editor that has something to take back takes the Escape for itself.
      const isEscape = event.key === 'Escape' && !event.defaultPrevented;
      if (!isCloseKey && !isEscape) return;
      void bridge.call('closeSettings');
    };
    // An amount becomes true when its field is left: by the key, or by the frame of the window.
    const onLeave = () => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    };
    window.addEventListener('keydown', onKey);
    window.addEventListener('beforeunload', onLeave);
    return () => {
      window.removeEventListener('keydown', onKey);
      window.removeEventListener('beforeunload', onLeave);
    };
  }, [bridge]);
  return (
    <>
      <Sidebar current={section} onGo={go} />
      <main ref={panel} class="section">
        <div id="panel" class="panel" role="tabpanel" aria-labelledby={`tab-${section}`}>
          <h1>{words.t(`settings.section.${section}`)}</h1>
          {state.demo && <p class="note">{words.t('settings.demo')}</p>}
          <Section key={section} store={store} state={state} bridge={bridge} />
        </div>
      </main>
    </>
  );
}
