import v8 from 'node:v8';

/**
 * A program that works for some milliseconds a minute has no use for fast code and a large young generation, and both would stay
 * for as long as it runs: 14 MB of heap that the start once filled, and 6 MB of compilers and what they made. The first of them
 * also begins anew with each look, for which it wakes three threads. They have to be set before anything else is loaded. Electron
 * leaves V8's flags open for that, as Node does (electron pull request 42414).
 */
for (const flag of ['--semi-space-growth-factor=1', '--no-opt', '--no-maglev', '--no-sparkplug'])
  v8.setFlagsFromString(flag);

await import('./index.ts');
