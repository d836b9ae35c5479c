import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { eventLine, snapshotLine } from '../../main/cli/text.ts';
import { controlAddress } from '../../main/core/control/address.ts';
import { ask, isAlive } from '../../main/core/control/client.ts';
import { projectRoot } from './root.ts';
import { say } from './say.ts';
import { screenshot, windowsOnScreen } from './screen.ts';
import { until } from './until.ts';

const startMs = 60_000;
const pictureFile = path.join(projectRoot, 'out', 'desktop.png');

export interface TellParts {
  /** The folder of the running app. */
  readonly home: string;
  readonly desktopEnv: Readonly<Record<string, string>>;
}

/** Prints what the app sees and decides until it ends, and keeps a picture of its desktop. */
export async function tellWhatHappens({ home, desktopEnv }: TellParts): Promise<void> {
  const env = { ...process.env, ...desktopEnv };
  const address = controlAddress(home);
  await until('the app is up', startMs, () => isAlive(address));
  await until('the popup is on the screen', startMs, async () => (await windowsOnScreen('Sandman', env)).length > 0);
  const pictures = new Pictures(env);
  await pictures.take();
  say(`a picture of the desktop: ${path.relative(process.cwd(), pictureFile)} (made anew when something happens)`);
  say('Ctrl-C ends it. What the watcher sees and decides:');
  let lastLookMs = 0;
  await ask(address, { op: 'watch' }, (message) => {
    if (message.kind === 'event') {
      console.log(eventLine(message.event));
      void pictures.take();
    }
    if (message.kind !== 'state' || message.state.atMs === 0 || message.state.atMs === lastLookMs) return;
    lastLookMs = message.state.atMs;
    console.log(snapshotLine(message.state));
  });
}

/** One picture at a time; what is asked for meanwhile is one more. */
class Pictures {
  readonly #env: NodeJS.ProcessEnv;
  #underWay: Promise<void> | null = null;
  #again = false;

  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env;
  }

  take(): Promise<void> {
    this.#again = true;
    this.#underWay ??= this.#work().finally(() => (this.#underWay = null));
    return this.#underWay;
  }

  async #work(): Promise<void> {
    await mkdir(path.dirname(pictureFile), { recursive: true });
    while (this.#again) {
      this.#again = false;
      // What has just happened is told before it is drawn.
      await new Promise((resolve) => setTimeout(resolve, 700));
      await screenshot(pictureFile, undefined, this.#env).catch(() =>
        say('a picture of the desktop could not be made'),
      );
    }
  }
}
