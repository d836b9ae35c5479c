import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { drawPng, drawRgba, onPixels, outlined } from './lib/icon-drawing.ts';
import { icnsFile, icoFile } from './lib/icon-files.ts';
import { projectRoot } from './lib/root.ts';
import { runMain, say } from './lib/say.ts';

const states = ['empty', 'running', 'attention', 'blind'] as const;
const shades = ['dark', 'light'] as const;

/** Ink for dark bars and for light ones. A template of macOS is black; the system colours it. */
const ink = { dark: '#f2f2f5', light: '#26262b', template: '#000000' };

/** Windows shows the small icon at 100, 125, 150 and 200 %, and takes it out of one file. */
const windowsPx = [16, 20, 24, 32];
/** Most Linux panels give an icon 22 pixels; the bar of macOS, 18 points. */
const linuxPx = 22;
/**
 * No app can know the colour of a Linux panel: light ink stands out from dark ones, its outline from light ones. A bit more
 * than a pixel, as some panels make the icon smaller.
 */
const linuxOutline = { colour: '#1c2029', widthPx: 1.25 };
const macPx = 18;

const appPx = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const appIcoPx = [16, 20, 24, 32, 40, 48, 64, 256];

/** Draws every icon anew from its source. */
async function drawIcons(): Promise<void> {
  for (const folder of ['tray', 'icons']) await rm(inAssets(folder), { recursive: true, force: true });
  for (const state of states) await drawTray(state, await source(state));
  await drawApp(await source('app'));
}

async function drawTray(state: string, svg: string): Promise<void> {
  const inked = (colour: string, sizePx: number) => onPixels(withInk(svg, colour), sizePx);
  const png = (file: string, colour: string, sizePx: number) => write(file, drawPng(inked(colour, sizePx), sizePx));
  await png(`tray/${state}Template.png`, ink.template, macPx);
  await png(`tray/${state}Template@2x.png`, ink.template, 2 * macPx);
  await write(`tray/linux/${state}-dark.png`, drawLinux(svg, 1));
  await write(`tray/linux/${state}-dark@2x.png`, drawLinux(svg, 2));
  for (const shade of shades) {
    const images = windowsPx.map((sizePx) => drawRgba(inked(ink[shade], sizePx), sizePx));
    await write(`tray/win/${state}-${shade}.ico`, icoFile(images));
  }
}

function drawLinux(svg: string, times: number): Buffer {
  const sizePx = times * linuxPx;
  const drawing = onPixels(withInk(svg, ink.dark), sizePx, times);
  return drawPng(outlined(drawing, linuxOutline.colour, times * linuxOutline.widthPx, sizePx), sizePx);
}

function withInk(svg: string, colour: string): string {
  return svg.replace('color="#000"', `color="${colour}"`);
}

async function drawApp(svg: string): Promise<void> {
  const pngs = new Map(appPx.map((sizePx) => [sizePx, drawPng(svg, sizePx)]));
  for (const [sizePx, png] of pngs) await write(`icons/${sizePx}x${sizePx}.png`, png);
  await write('icon.png', drawPng(svg, 1024));
  await write('icon.icns', icnsFile(pngs));
  await write('icon.ico', icoFile(appIcoPx.map((sizePx) => drawRgba(svg, sizePx))));
}

function source(name: string): Promise<string> {
  return readFile(inAssets('source', `${name}.svg`), 'utf8');
}

async function write(file: string, bytes: Buffer): Promise<void> {
  const target = inAssets(file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, bytes);
}

function inAssets(...parts: string[]): string {
  return path.join(projectRoot, 'assets', ...parts);
}

runMain(async () => {
  await drawIcons();
  say('The icons are in assets/.');
  return 0;
});
