import type { ComponentChild, FunctionComponent } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { AppState } from '../../main/core/model/app-state.ts';
import { firstRunScreens, type FirstRunScreen } from '../../main/core/settings/schema.ts';
import type { Bridge } from '../../preload/contract.ts';
import { useIntent, type Intent } from '../hooks.ts';
import { useWords } from '../words.tsx';
import { ComfortScreen } from './comfort-screen.tsx';
import { IdleScreen } from './idle-screen.tsx';
import { WelcomeScreen } from './welcome-screen.tsx';

export interface ScreenProps {
  readonly state: AppState;
  readonly bridge: Bridge;
  readonly intent: Intent;
  readonly headingId: string;
  /** The way back, where there is one; stands before the other buttons. */
  readonly back: ComponentChild;
  /** Goes on to the next screen, or ends the first run. */
  readonly onNext: () => void;
}

const screens: Readonly<Record<FirstRunScreen, FunctionComponent<ScreenProps>>> = {
  welcome: WelcomeScreen,
  idle: IdleScreen,
  comfort: ComfortScreen,
};

interface FirstRunProps {
  readonly state: AppState;
  readonly bridge: Bridge;
  readonly screen: FirstRunScreen;
}

/** Three screens, and then the sandboxes. Where it is stands in the settings, so that it goes on there after a restart. */
export function FirstRun({ state, bridge, screen }: FirstRunProps) {
  const { t } = useWords();
  const intent = useIntent();
  const root = useRef<HTMLElement>(null);
  const index = firstRunScreens.indexOf(screen);
  const go = (by: -1 | 1) =>
    intent.run(() => bridge.call('changeSettings', { firstRun: firstRunScreens[index + by] ?? null }));
  // A new screen begins at its heading: it is read out, and the next Tab is its first control.
  useLayoutEffect(() => root.current?.querySelector<HTMLElement>('h1')?.focus(), [screen]);
  const Screen = screens[screen];
  return (
    <main ref={root} class="first-run" aria-labelledby="first-run-heading">
      <p class="first-run-step">{t('firstRun.step', { step: index + 1, count: firstRunScreens.length })}</p>
      <Screen
        state={state}
        bridge={bridge}
        intent={intent}
        headingId="first-run-heading"
        onNext={() => go(1)}
        back={
          index > 0 && (
            <button type="button" class="button first-run-back" onClick={() => go(-1)}>
              {t('firstRun.back')}
            </button>
          )
        }
      />
      <p class="failure" role="status">
        {intent.failure}
      </p>
    </main>
  );
}
