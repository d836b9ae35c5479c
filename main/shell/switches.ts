/** The part of Electron's `commandLine` that is needed. */
interface Switches {
  getSwitchValue(name: string): string;
  appendSwitch(name: string, value: string): void;
}

/**
 * What is asked of Chromium beside what it does by itself; a Chromium that does not know a name ignores it.
 * - Its network service, as a process of its own, takes 11 MB (measured on Linux with Electron 33, as share of the memory) for
 *   pages that come from our own files and may connect to nothing. Its crash would not take the app with it, but there is nothing
 *   foreign that it reads.
 * - Its allocator looks every 4 s in every process for memory to give back (base/allocator/partition_alloc_support.cc). That is
 *   half of the processor time of an app with nothing to do (0.089 % of a core in place of 0.042 % once a minute, Electron 33 on
 *   Linux). Every five minutes is often enough for one that does next to nothing: its memory a minute after the popup was closed
 *   is the same.
 */
const features = ['NetworkServiceInProcess2', 'PartitionAllocMemoryReclaimer:interval/300s'];

/** How Chromium is started. Has to be called before the app is ready. On macOS and Windows none of it was ever tried. */
export function setSwitches(commandLine: Switches, platform: NodeJS.Platform): void {
  if (platform !== 'linux') return;
  commandLine.appendSwitch('gtk-version', '3');
  const asked = commandLine.getSwitchValue('enable-features');
  commandLine.appendSwitch('enable-features', [asked, ...features].filter(Boolean).join(','));
}
