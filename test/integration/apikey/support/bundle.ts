import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';
import { projectRoot } from '../../../../scripts/lib/root.ts';

/** A program of the project as one file that plain Node starts in a few milliseconds. */
export async function bundle(entry: string): Promise<{ file: string; dispose: () => Promise<void> }> {
  // Below the project, so that its dependencies are found.
  const cache = path.join(projectRoot, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(path.join(cache, 'test-program-'));
  await build({
    root: projectRoot,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: path.join(projectRoot, entry),
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'program.mjs', codeSplitting: false } },
    },
  });
  return { file: path.join(folder, 'program.mjs'), dispose: () => rm(folder, { recursive: true, force: true }) };
}
