import { say } from '../lib/say.ts';
import { emptyTally, type Tally } from './tally.ts';
import { runVitest } from './unit.ts';

/** The commands of the README, typed on a machine without a display. */
export async function runStart({ output }: { output: string }): Promise<Tally> {
  if (process.platform !== 'linux') {
    say('SKIPPED, LOUDLY: what a machine without a display shows is only tried on Linux.');
    return { ...emptyTally, skipped: 1 };
  }
  return runVitest(output, 'start', ['--config', 'test/start/vitest.config.ts']);
}
