import http from 'node:http';
import net from 'node:net';

/** An HTTP answer of a socket of the lab; `hang` never comes, `break-off` ends in the middle, `drip` never ends. */
export type Reply = { readonly status: number; readonly body: unknown } | 'hang' | 'break-off' | 'drip';

export const notFound: Reply = { status: 404, body: { message: 'page not found' } };

/** Serves JSON on a unix socket. */
export async function serveHttp(
  path: string,
  answer: (method: string, url: URL) => Reply | Promise<Reply>,
): Promise<http.Server> {
  const server = http.createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', 'http://lab');
      const reply = await answer(request.method ?? 'GET', url);
      if (reply === 'hang') return;
      if (reply === 'break-off' || reply === 'drip') return answerInPart(response, reply);
      response.writeHead(reply.status, { 'content-type': 'application/json' });
      response.end(reply.body === undefined ? '' : JSON.stringify(reply.body));
    })();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  return server;
}

function answerInPart(response: http.ServerResponse, how: 'break-off' | 'drip'): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  if (how === 'break-off') {
    response.write('[{"name":"he', () => response.destroy());
    return;
  }
  response.write('[');
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
}

/** Serves one JSON line in, one JSON document out, on a unix socket. */
export async function serveLines(path: string, answer: (line: string) => unknown): Promise<net.Server> {
  const server = net.createServer((socket) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (!text.includes('\n')) return;
      void Promise.resolve(answer(text.slice(0, text.indexOf('\n')))).then((reply) =>
        socket.end(JSON.stringify(reply)),
      );
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  return server;
}

export async function closeServer(server: net.Server): Promise<void> {
  if (server instanceof http.Server) server.closeAllConnections();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
}
