/** The page of the runtimes, and what came of asking one. */
export const enRuntimes = {
  'runtimes.help': 'Looking starts no daemon and no virtual machine.',
  'runtime.name.sbx': 'Docker Sandboxes (sbx)',
  'runtime.name.docker-sandbox': 'Docker Desktop (docker sandbox)',
  'runtime.name.containers': 'Container sandboxes (Docker Engine)',
  'runtime.name.demo': 'Demo',
  'runtimes.via.socket': 'Asked through its own socket',
  'runtimes.via.cli': 'Asked through its command line',
  'runtimes.test': 'Test',
  'runtimes.testName': 'Test: {name}',
  'runtimes.testing': 'Testing…',
  'runtimes.tested.empty': 'Tested: it answers. It has no sandbox.',
  'runtimes.tested.ready':
    'Tested: it answers. It has {count, plural, one {one sandbox} other {# sandboxes}}; {running, plural, =0 {none runs} one {one runs} other {# run}}.',
  'runtimes.tested.blip': 'Tested: it did not answer this time. It is asked again at the next look.',
  'runtimes.tested.other': 'Tested: {state}.',
  'runtimes.look': 'Is something missing?',
  'runtimes.lastLook': 'Last look {when}',
} as const;
