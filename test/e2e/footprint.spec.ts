import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { AppUnderTest, type Launch } from '../bench/face/app-under-test.ts';
import { emptyApp, sandman } from '../bench/face/launches.ts';
import { ownElectron } from '../bench/face/own-electron.ts';
import { settledPssBytesOf } from '../bench/face/process-tree.ts';
import { XServer } from '../bench/face/x-server.ts';
import { projectRoot } from './app.ts';
import { expect, test } from './test.ts';

/** The target is a tenth more (`npm run bench:face` measures it); the rest is what one reading differs from the next. */
const mostTimesEmpty = 1.15;

test('with its popup never opened it holds little more than an empty tray app', async ({ startLab }) => {
  const lab = await startLab({ sbx: { sandboxes: ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, light: true })) } });
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'sandman-footprint-'));
  const server = await XServer.connect(process.env);
  const held = async (launch: Launch): Promise<number> => {
    const app = await AppUnderTest.start(launch, server);
    try {
      return await settledPssBytesOf(app.pid);
    } finally {
      await app.end();
    }
  };
  const electron = await ownElectron(process.env['SANDMAN_ELECTRON'] ?? '', path.join(scratch, 'electron'));
  const place = (name: string) => ({
    root: projectRoot,
    electron,
    home: path.join(scratch, name),
  });
  try {
    const emptyBytes = await held(emptyApp(place('empty')));
    const sandmanBytes = await held(await sandman(place('sandman'), lab.env));
    expect(sandmanBytes / emptyBytes).toBeLessThan(mostTimesEmpty);
    // Neither can be this small: then something else was measured.
    expect(emptyBytes).toBeGreaterThan(50 * 1024 * 1024);
  } finally {
    server.close();
    await rm(scratch, { recursive: true, force: true });
  }
});
