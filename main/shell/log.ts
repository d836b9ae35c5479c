import path from 'node:path';
import log from 'electron-log/node.js';
import { redact } from '../core/apikey/redact.ts';
import type { Logger } from '../core/model/logger.ts';

const maxBytes = 1024 * 1024;

export function logFile(home: string): string {
  return path.join(home, 'logs', 'sandman.log');
}

/** Writes to `logs/sandman.log` in `home`, which is begun anew at 1 MB. */
export function fileLogger(home: string): Logger {
  const instance = log.create({ logId: 'sandman' });
  instance.transports.file.resolvePathFn = () => logFile(home);
  instance.transports.file.maxSize = maxBytes;
  instance.transports.console.level = 'warn';
  // Nothing that looks like a key is written, wherever it came from.
  instance.hooks.push((message) => ({ ...message, data: message.data.map(redact) }));
  return {
    info: (text) => instance.info(text),
    warn: (text) => instance.warn(text),
    error: (text) => instance.error(text),
  };
}
