/** The first run, in the popup. */
export const enFirstRun = {
  'firstRun.step': 'Step {step} of {count}',
  'firstRun.back': 'Back',
  'firstRun.next': 'Continue',
  'firstRun.done': 'Done',

  'firstRun.welcome': 'Welcome to Sandman',
  'firstRun.what':
    'It watches your Docker Sandboxes, puts those to sleep that nobody uses, and tells you before memory runs out.',
  'firstRun.promise':
    'It stops nothing that is at work unless you allow it, removes nothing, and always tells you before.',
  'firstRun.found': 'Found on this machine',
  'firstRun.running':
    '{count, plural, =0 {No sandbox is running now.} one {One sandbox is running, with {memory}.} other {# sandboxes are running, with {memory}.}}',
  'firstRun.demo': 'Show the demo',

  'firstRun.idle': 'What about idle sandboxes?',
  'firstRun.idleHelp': 'You can change this at any time.',
  'firstRun.watch': 'Only watch for {days, plural, one {# day} other {# days}}',
  'firstRun.watchHelp': 'Nothing is stopped. After that you see what would have been, and decide.',
  'firstRun.stop': 'Stop them after {span}',
  'firstRun.stopHelp': 'Each is announced {warning} before, and you can keep it awake.',

  'firstRun.comfort': 'And when memory is high?',
  'firstRun.memory': 'Sandman may',
  'firstRun.memoryStopIdle': 'Those that are idle, the largest first. Never one at work.',
  'firstRun.notify': 'Show notifications',
  'firstRun.notifyHelp': 'Before a stop, after it, and when memory is high.',
  'firstRun.login': 'Start at login',
} as const;
