import path from 'node:path';

/** What automounters serve from the network (auto_master(5)); macOS has it at more than one place, and in any case. */
const automounted = /^\/net(\/|$)/;
const automountedOnMac = /^(\/System\/Volumes\/Data)?\/(net|Network)(\/|$)/i;

/**
 * True for a path that names another machine, or makes Windows ask one: to open it would send a name and credentials there.
 * Windows takes any two separators for such a path.
 */
export function isRemote(file: string, platform: NodeJS.Platform = process.platform): boolean {
  if (/^[\\/]{2}/.test(file) || file.startsWith('\\??\\')) return true;
  if (platform === 'win32') return false;
  return (platform === 'darwin' ? automountedOnMac : automounted).test(path.posix.normalize(file));
}

/** Relative paths mean another folder here, and a path of another machine would be looked for on the network. */
export function isLocal(folder: string, platform: NodeJS.Platform = process.platform): boolean {
  return (platform === 'win32' ? path.win32 : path.posix).isAbsolute(folder) && !isRemote(folder, platform);
}
