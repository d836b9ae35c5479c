import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Page } from '@playwright/test';
import { AppUnderTest, type Launch } from './app-under-test.ts';
import { percentile, type ScrollFigure } from './report.ts';
import type { XServer } from './x-server.ts';

/** All cards are drawn by then. */
const drawnMs = 5_000;
const notchEveryMs = 40;
/** The display of the bench draws so often, at most. */
const frameMs = 1_000 / 60;
/** Less than this, where there is so much, and the wheel did not reach the list. */
const leastPixels = 1_000;

/** What the page notes down meanwhile. Text, because it runs there. */
const begin = `(() => {
  const seen = (globalThis.scrollSeen = { atMs: [], tasksMs: [], goesOn: true });
  const frame = (atMs) => {
    seen.atMs.push(atMs);
    if (seen.goesOn) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.tasksMs.push(duration);
  }).observe({ type: 'longtask' });
})()`;
const end = `(() => {
  const { atMs, tasksMs } = globalThis.scrollSeen;
  globalThis.scrollSeen.goesOn = false;
  const lists = [...document.querySelectorAll('*')].sort((a, b) => b.scrollTop - a.scrollTop);
  const { scrollTop: pixels, scrollHeight, clientHeight } = lists[0];
  return { atMs, tasksMs, pixels, mostPixels: scrollHeight - clientHeight };
})()`;

interface Seen {
  readonly atMs: readonly number[];
  readonly tasksMs: readonly number[];
  /** How far it was scrolled, and how far it can be. */
  readonly pixels: number;
  readonly mostPixels: number;
}

/** Turns the wheel over the list for some seconds, while looks go on, and counts the frames that the page draws. */
export async function measureScroll(launch: Launch, server: XServer, seconds: number): Promise<ScrollFigure> {
  const port = await freePort();
  const args = [...launch.args, `--remote-debugging-port=${port}`];
  const app = await AppUnderTest.start({ ...launch, args }, server);
  try {
    app.click();
    const area = await app.windowArea('Sandman');
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    try {
      const page = browser.contexts()[0]?.pages()[0];
      if (!page) throw new Error('the popup has no page');
      await pause(drawnMs);
      server.movePointer(area.x + area.width / 2, area.y + area.height / 2);
      return figureOf(await scroll(page, server, seconds));
    } finally {
      await browser.close();
    }
  } finally {
    await app.end();
  }
}

async function scroll(page: Page, server: XServer, seconds: number): Promise<Seen> {
  await page.evaluate(begin);
  for (const endMs = performance.now() + seconds * 1000; performance.now() < endMs;) {
    server.wheelDown();
    await pause(notchEveryMs);
  }
  return page.evaluate<Seen>(end);
}

function figureOf({ atMs, tasksMs, pixels, mostPixels }: Seen): ScrollFigure {
  // The end of the list is a fraction of a pixel away where the display is scaled.
  if (!(pixels > 0 && pixels >= Math.min(leastPixels, mostPixels - 1)))
    throw new Error(`the list was scrolled by ${pixels} pixels only`);
  const between = atMs.slice(1).map((ms, index) => ms - (atMs[index] ?? ms));
  const wholeMs = between.reduce((sum, ms) => sum + ms, 0);
  return {
    p50FrameMs: percentile(between, 0.5),
    p95FrameMs: percentile(between, 0.95),
    droppedShare: Math.max(0, 1 - between.length / (wholeMs / frameMs)),
    longestTaskMs: Math.max(0, ...tasksMs),
  };
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('there is no free port');
  return address.port;
}
