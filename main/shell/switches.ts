/** The part of Electron's `commandLine` that is needed. */
interface Switches {
  getSwitchValue(name: string): string;
  appendSwitch(name: string, value: string): void;
}

/**
 * How Chromium is started. Has to be called before the app is ready.
 *
 * Its network service, as a process of its own, takes 11 MB (measured on Linux with Electron 33, as share of the memory) for pages
 * that come from our own files and may connect to nothing. Its crash would not take the app with it, but there is nothing foreign
 * that it reads. A Chromium that does not know the feature's name ignores it. On macOS and Windows it was never tried.
 */
export function setSwitches(commandLine: Switches, platform: NodeJS.Platform): void {
  if (platform !== 'linux') return;
  commandLine.appendSwitch('gtk-version', '3');
  const asked = commandLine.getSwitchValue('enable-features');
  commandLine.appendSwitch('enable-features', [asked, 'NetworkServiceInProcess2'].filter(Boolean).join(','));
}
