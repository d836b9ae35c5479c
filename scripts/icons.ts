import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { projectRoot } from './lib/root.ts';
import { runMain, say } from './lib/say.ts';

const states = ['empty', 'running', 'attention', 'blind'] as const;

interface Target {
  readonly file: (state: string) => string;
  readonly sizePx: number;
  readonly colour: string;
}

/** Ink for dark bars and for light ones. A template of macOS is black; the system colours it. */
const ink = { dark: '#f2f2f5', light: '#26262b', template: '#000000' };

const shades = ['dark', 'light'] as const;
const targets: readonly Target[] = [
  { file: (state) => `tray/${state}Template.png`, sizePx: 18, colour: ink.template },
  { file: (state) => `tray/${state}Template@2x.png`, sizePx: 36, colour: ink.template },
  ...shades.flatMap((shade): Target[] => [
    { file: (state) => `tray/linux/${state}-${shade}.png`, sizePx: 24, colour: ink[shade] },
    { file: (state) => `tray/linux/${state}-${shade}@2x.png`, sizePx: 48, colour: ink[shade] },
    { file: (state) => `tray/win/${state}-${shade}.png`, sizePx: 16, colour: ink[shade] },
    { file: (state) => `tray/win/${state}-${shade}@1.25x.png`, sizePx: 20, colour: ink[shade] },
    { file: (state) => `tray/win/${state}-${shade}@1.5x.png`, sizePx: 24, colour: ink[shade] },
    { file: (state) => `tray/win/${state}-${shade}@2x.png`, sizePx: 32, colour: ink[shade] },
  ]),
];

/** Draws every icon anew from its source. */
async function drawIcons(): Promise<void> {
  for (const state of states) {
    const source = await readFile(path.join(projectRoot, 'assets/source', `${state}.svg`), 'utf8');
    for (const { file, sizePx, colour } of targets) {
      await draw(source.replace('color="#000"', `color="${colour}"`), file(state), sizePx);
    }
  }
  await draw(await readFile(path.join(projectRoot, 'assets/source/app.svg'), 'utf8'), 'icon.png', 1024);
}

async function draw(svg: string, file: string, sizePx: number): Promise<void> {
  const png = new Resvg(svg, { fitTo: { mode: 'width', value: sizePx } }).render().asPng();
  const target = path.join(projectRoot, 'assets', file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, png);
}

runMain(async () => {
  await drawIcons();
  say('The icons are in assets/.');
  return 0;
});
