import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';

/** Where things lie in a lab's folder. */
export function labPaths(dir: string) {
  return {
    bin: path.join(dir, 'bin'),
    home: path.join(dir, 'home'),
    dockerConfig: path.join(dir, 'docker'),
    plugins: path.join(dir, 'docker', 'cli-plugins'),
    control: path.join(dir, 'lab.sock'),
    daemon: path.join(dir, 'sandboxd.sock'),
    daemonDocker: path.join(dir, 'sbx-docker.sock'),
    daemonLog: path.join(dir, 'daemon.log'),
    desktop: path.join(dir, 'desktop'),
    engine: path.join(dir, 'engine.sock'),
    client: path.join(dir, 'client.mjs'),
    vm: path.join(dir, 'vm.mjs'),
  };
}
export type LabPaths = ReturnType<typeof labPaths>;

/** The docker command line of this machine, if it has one. */
export function realDocker(): string | null {
  const places = (process.env['PATH'] ?? '').split(path.delimiter).concat('/usr/local/bin', '/usr/bin');
  return places.map((place) => path.join(place, 'docker')).find((file) => existsSync(file)) ?? null;
}

/** Programs are written in TypeScript and started as what Node runs. */
export async function compileProgram(name: string, target: string): Promise<void> {
  const source = await readFile(path.join(import.meta.dirname, 'programs', `${name}.ts`), 'utf8');
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true };
  await writeFile(target, ts.transpileModule(source, { compilerOptions: options }).outputText);
}

/** An executable of this name whose calls the lab answers. */
export async function installProgram(folder: string, name: string, paths: LabPaths): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, name);
  const words = [process.execPath, paths.client, name, paths.control].map((word) => `'${word}'`).join(' ');
  await writeFile(file, `#!/bin/sh\nexec ${words} "$@"\n`);
  await chmod(file, 0o755);
}

export async function linkProgram(folder: string, name: string, target: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await symlink(target, path.join(folder, name));
}
