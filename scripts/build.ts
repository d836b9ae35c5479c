import { existsSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build as viteBuild, type InlineConfig, type Plugin } from 'vite';
import { asAscii } from './lib/ascii.ts';
import { compiledMessages } from './lib/compiled-messages.ts';
import { licencesOf } from './lib/licences.ts';
import { projectRoot } from './lib/root.ts';
import { runMain } from './lib/say.ts';

const at = (...parts: string[]): string => path.join(projectRoot, ...parts);

/** Node 20.18 and Chromium 130: the oldest Electron that it runs on. */
const nodeTarget = 'node20.18';
const pageTarget = 'chrome130';

const common: InlineConfig = { root: projectRoot, configFile: false, logLevel: 'warn', envDir: false };

/**
 * What packages load at their start for ways that this app does not go: dockerode's ssh, BuildKit and archives of folders (6 MB of
 * source, and 16 MB that a WebAssembly module asks for), and conf's schemas, which it only makes when it is given one. In their
 * place stands an empty object.
 */
const leftOut: ReadonlySet<string> = new Set([
  'ssh2',
  '@grpc/grpc-js',
  '@grpc/proto-loader',
  'protobufjs',
  'tar-fs',
  '@balena/dockerignore',
  'ajv/dist/2020.js',
  'ajv-formats',
]);
const emptyModule = '\0left-out';
const leaveOut: Plugin = {
  name: 'leave-out',
  enforce: 'pre',
  resolveId: (id) => (leftOut.has(id) ? emptyModule : null),
  load: (id) => (id === emptyModule ? 'module.exports = {};' : null),
};

/**
 * V8 keeps the text of a program in memory as long as it runs, and two bytes for each letter if only one is not Latin. A page's
 * program is read the faster for it, too: what is ASCII need not be decoded.
 */
const oneByteLetters: Plugin = {
  name: 'one-byte-letters',
  generateBundle(_, bundle) {
    for (const one of Object.values(bundle)) if (one.type === 'chunk') one.code = asAscii(one.code);
  },
};

/** One program for Node. */
function nodeBundle(entry: string, outDir: string, name: string): InlineConfig {
  return {
    ...common,
    plugins: [leaveOut, compiledMessages, oneByteLetters, licencesOf(`${name}-licences.txt`)],
    // Whatever is loaded from a package of its own costs its whole source, and the time to find it.
    ssr: { noExternal: true },
    build: {
      ssr: at(entry),
      outDir: at(outDir),
      emptyOutDir: false,
      target: nodeTarget,
      sourcemap: false,
      rolldownOptions: {
        external: ['electron', /^electron\//],
        output: {
          format: 'es',
          entryFileNames: `${name}.js`,
          chunkFileNames: `${name}-[name].js`,
          // Names stay, so that a trace of the stack says something.
          minify: { mangle: false, compress: false, codegen: { removeWhitespace: true } },
        },
      },
    },
  };
}

/** A sandboxed preload script can load nothing but electron: it has to be a single CommonJS file. */
const preload: InlineConfig = {
  ...common,
  ssr: { noExternal: true },
  build: {
    ssr: at('preload/bridge.ts'),
    outDir: at('out/preload'),
    emptyOutDir: false,
    target: nodeTarget,
    minify: false,
    rolldownOptions: {
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: 'bridge.cjs', codeSplitting: false },
    },
  },
};

/**
 * One page for each window, built alone: what two had in common would be one more file that the popup has to ask for. Relative
 * addresses, and nothing inline: the page's Content-Security-Policy allows neither inline scripts nor data URLs.
 */
const page = (name: string): InlineConfig => ({
  ...common,
  root: at('renderer'),
  base: './',
  plugins: [compiledMessages, oneByteLetters, licencesOf(`${name}-licences.txt`)],
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: at('out/renderer'),
    emptyOutDir: false,
    target: pageTarget,
    cssTarget: pageTarget,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    rolldownOptions: { input: [at(`renderer/${name}.html`)] },
  },
});

/** Builds everything that the app, the command line and the tests start, into `out/`. */
export async function build(): Promise<void> {
  await rm(at('out'), { recursive: true, force: true });
  await viteBuild(nodeBundle('main/boot.ts', 'out/main', 'index'));
  await viteBuild(nodeBundle('main/cli.ts', 'out/main', 'cli'));
  await viteBuild(preload);
  await viteBuild(page('index'));
  await viteBuild(page('settings'));
  // The icon of the app itself is the packager's, but for the one that windows have on Linux.
  await cp(at('assets/icon.png'), at('out/assets/icon.png'));
  await cp(at('assets/tray'), at('out/assets/tray'), { recursive: true });
  await viteBuild(nodeBundle('test/pictures/main.ts', 'out/pictures', 'index'));
  await buildLab();
}

async function buildLab(): Promise<void> {
  const script = at('test/lab/build-lab.ts');
  if (!existsSync(script)) return;
  const lab = (await import(pathToFileURL(script).href)) as { buildLab(outDir: string): Promise<unknown> };
  await lab.buildLab(at('out/lab'));
}

if (process.argv[1] === import.meta.filename) {
  runMain(async () => {
    await build();
    return 0;
  });
}
