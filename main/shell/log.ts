import path from 'node:path';
import log from 'electron-log/node.js';
import type { Logger } from '../core/model/logger.ts';

const maxBytes = 1024 * 1024;
/** The last net: nothing that looks like a key is written, wherever it came from. */
const keyLike = /\bsk-[A-Za-z0-9_-]{8,}/g;

/** Writes to `logs/sandman.log` in `home`, which is begun anew at 1 MB. */
export function fileLogger(home: string): Logger {
  const instance = log.create({ logId: 'sandman' });
  instance.transports.file.resolvePathFn = () => path.join(home, 'logs', 'sandman.log');
  instance.transports.file.maxSize = maxBytes;
  instance.transports.console.level = 'warn';
  instance.hooks.push((message) => ({ ...message, data: message.data.map(redact) }));
  return {
    info: (text) => instance.info(text),
    warn: (text) => instance.warn(text),
    error: (text) => instance.error(text),
  };
}

export function redact<T>(value: T): T | string {
  return typeof value === 'string' ? value.replace(keyLike, 'sk-…') : value;
}
