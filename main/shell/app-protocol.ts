import path from 'node:path';
import { protocol, type Session } from 'electron';

export const appOrigin = 'app://sandman';

/** Nothing but our own files: no inline script or style, no network, no frames. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Has to be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
}

/** `net::ERR_FILE_NOT_FOUND` (Chromium, net_error_list.h). */
const notFound = { error: -6 };

/**
 * Serves the files of `root` at `app://sandman/`, in this session only. Chromium reads them itself. `protocol.handle`, which is meant
 * to replace this, makes a `Request` and a `Response` of each: for that alone Node loads its `fetch`, 10 MB, while somebody waits for
 * the window.
 */
export function serveApp(session: Session, root: string): void {
  session.protocol.registerFileProtocol('app', ({ url, method }, answer) => {
    const file = method === 'GET' ? resolveAppUrl(url, root) : null;
    answer(
      file === null
        ? notFound
        : {
            path: file.path,
            headers: {
              'content-type': file.contentType,
              'content-security-policy': contentSecurityPolicy,
              'x-content-type-options': 'nosniff',
            },
          },
    );
  });
}

/** The file behind an address, or null for another host, a kind of file that we do not have, or a way out of `root`. */
export function resolveAppUrl(address: string, root: string): { path: string; contentType: string } | null {
  let pathname: string;
  try {
    const url = new URL(address);
    if (url.protocol !== 'app:' || url.host !== 'sandman') return null;
    pathname = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  const file = path.resolve(root, `.${pathname === '/' ? '/index.html' : pathname}`);
  const contentType = contentTypes[path.extname(file)];
  const inside = file.startsWith(path.resolve(root) + path.sep);
  return contentType === undefined || !inside || pathname.includes('\0') ? null : { path: file, contentType };
}
