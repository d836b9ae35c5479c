import { execFileSync } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  mkdirSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { execLine } from '../../../main/core/login/desktop-entry.ts';
import { XdgAutostart } from '../../../main/core/login/xdg-autostart.ts';

const command = ['/opt/Sandman/sandman', '--at-login'];
let home: string;
let folder: string;
let file: string;

beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'login-'));
  folder = path.join(home, 'config', 'autostart');
  file = path.join(folder, 'sandman.desktop');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const given = (patch: { command?: readonly string[]; env?: NodeJS.ProcessEnv } = {}) =>
  new XdgAutostart({ env: { XDG_CONFIG_HOME: path.join(home, 'config') }, homeDir: home, command, ...patch });
const lines = () => readFileSync(file, 'utf8').split('\n');

describe('start at login on Linux', () => {
  it('is off on a machine that has no autostart folder, and looking makes none', async () => {
    expect(await given().read()).toEqual({ state: 'off', path: file });
    expect(readdirSync(home)).toEqual([]);
  });

  it('is one file, for a program that the specification can start', async () => {
    expect(await given().enforce(true)).toEqual({ state: 'on', path: file });
    expect(lines()).toEqual(expect.arrayContaining(['[Desktop Entry]', 'Type=Application', 'Name=Sandman']));
    expect(lines()).toContain('Exec="/opt/Sandman/sandman" "--at-login"');
    expect(statSync(file).mode & 0o777).toBe(0o644);
    expect(readdirSync(folder)).toEqual(['sandman.desktop']);
    expect(await given().read()).toMatchObject({ state: 'on' });
  });

  it('asked for twice writes once, and taken away twice is no error', async () => {
    await given().enforce(true);
    const before = statSync(file, { bigint: true });
    await given().enforce(true);
    expect(statSync(file, { bigint: true }).ino).toBe(before.ino);
    expect(statSync(file, { bigint: true }).mtimeNs).toBe(before.mtimeNs);
    expect(await given().enforce(false)).toMatchObject({ state: 'off' });
    expect(await given().enforce(false)).toMatchObject({ state: 'off' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['Hidden=true', 'X-GNOME-Autostart-enabled=true\nHidden=true'],
    ['X-GNOME-Autostart-enabled=false', 'X-GNOME-Autostart-enabled=false'],
  ])('is said to be blocked when the desktop has switched it off: %s', async (_, line) => {
    await given().enforce(true);
    writeFileSync(file, readFileSync(file, 'utf8').replace('X-GNOME-Autostart-enabled=true', line));
    expect(await given().read()).toMatchObject({ state: 'blocked' });
    expect(await given().enforce(true)).toMatchObject({ state: 'on' });
  });

  it('of a program that has moved is off, and is mended when it is wanted', async () => {
    await given().enforce(true);
    const moved = given({ command: ['/home/ann/Sandman.AppImage'] });
    expect(await moved.read()).toMatchObject({ state: 'off' });
    expect(await moved.enforce(true)).toMatchObject({ state: 'on' });
    expect(lines()).toContain('Exec="/home/ann/Sandman.AppImage"');
  });

  it.each(['a file of somebody else', 'a link', 'a folder'])('leaves alone %s that has its name', async (what) => {
    mkdirSync(folder, { recursive: true });
    const theirs = path.join(home, 'theirs.desktop');
    writeFileSync(theirs, '[Desktop Entry]\nExec=other\n');
    if (what === 'a link') symlinkSync(theirs, file);
    else if (what === 'a folder') mkdirSync(file);
    else writeFileSync(file, readFileSync(theirs));
    for (const wanted of [true, false]) expect(await given().enforce(wanted)).toMatchObject({ state: 'foreign' });
    expect(readFileSync(theirs, 'utf8')).toBe('[Desktop Entry]\nExec=other\n');
    expect(readdirSync(folder)).toEqual(['sandman.desktop']);
  });

  it('that cannot be written says so and leaves nothing behind', async () => {
    writeFileSync(path.join(home, 'config'), 'not a folder');
    await expect(given().enforce(true)).rejects.toThrow();
    expect(await given().read()).toMatchObject({ state: 'unavailable' });
    expect(readdirSync(home)).toEqual(['config']);
  });

  it('is in the home folder when XDG_CONFIG_HOME says nothing usable', async () => {
    const expected = path.join(home, '.config', 'autostart', 'sandman.desktop');
    for (const env of [{}, { XDG_CONFIG_HOME: '' }, { XDG_CONFIG_HOME: 'here' }]) {
      expect(await given({ env }).read()).toMatchObject({ path: expected });
    }
  });

  it('starts names with every special character', () => {
    const name = '/tmp/a "b" $HOME `c` \\d';
    // After the string escapes of the file format what is left is quoted as in a shell, but for the doubled per cent sign.
    const line = execLine(['printf', '%s', name]).replaceAll('\\\\', '\\').replaceAll('%%', '%');
    expect(execFileSync('/bin/sh', ['-c', line], { encoding: 'utf8' })).toBe(name);
  });
});
