import { Secret } from '../core/apikey/secret.ts';

/** Far above the longest key: what is longer is another file by mistake. */
const maxLength = 16 * 1024;

/**
 * What comes on standard input, as a secret; null when it is too long. At a terminal one line is read, which is not shown
 * while it is typed.
 */
export async function readSecretInput(stdin: NodeJS.ReadStream, say: (text: string) => void): Promise<Secret | null> {
  if (!stdin.isTTY) return readToEnd(stdin);
  say('Paste the API key and press Enter. It is not shown.');
  stdin.setRawMode(true);
  try {
    return await readLine(stdin);
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
  }
}

async function readToEnd(stdin: NodeJS.ReadStream): Promise<Secret | null> {
  let text = '';
  stdin.setEncoding('utf8');
  for await (const part of stdin) {
    text += String(part);
    if (text.length > maxLength) return null;
  }
  return new Secret(text);
}

/** In raw mode the keys that end a program do nothing by themselves. */
async function readLine(stdin: NodeJS.ReadStream): Promise<Secret | null> {
  let text = '';
  stdin.setEncoding('utf8');
  for await (const part of stdin) {
    for (const char of String(part)) {
      if (char === '\r' || char === '\n' || char === '\u0004') return new Secret(text);
      if (char === '\u0003') return new Secret('');
      text = char === '\u007f' || char === '\b' ? text.slice(0, -1) : text + char;
    }
    if (text.length > maxLength) return null;
  }
  return new Secret(text);
}
