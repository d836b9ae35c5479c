import { app } from 'electron';
import { placesWindows } from './popup-position.ts';

/** Whether a window comes up here where it was put: not under Wayland. */
export function windowsArePlaced(): boolean {
  const major = Number.parseInt(process.versions.electron, 10);
  return placesWindows(process.platform, process.env, major, app.commandLine.getSwitchValue('ozone-platform'));
}
