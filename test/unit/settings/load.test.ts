import fs, {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileSettingsStore } from '../../../main/core/settings/file-store.ts';
import { loadSettings } from '../../../main/core/settings/load.ts';
import { replaceFile, type ReplacingFiles } from '../../../main/core/settings/replace-file.ts';
import { defaultSettings, freshSettings } from '../../../main/core/settings/schema.ts';
import { inEnglish, saying } from '../../support/said.ts';

const nowMs = Date.parse('2026-11-23T10:00:00Z');
let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'settings-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const write = (text: string) => writeFileSync(path.join(home, 'settings.json'), text);
const load = () => loadSettings(fileSettingsStore(home), nowMs);

describe('the settings file', () => {
  it('may be missing: then the first run begins', () => {
    expect(load()).toEqual({ settings: freshSettings });
    expect(readdirSync(home)).toEqual([]);
  });

  it('may name only what differs', () => {
    write('{"idle":{"timeoutMs":900000},"memory":{"capsByName":{"web":1024}}}');
    const { settings, problem } = load();
    expect(problem).toBeUndefined();
    expect(settings.idle).toEqual({ ...defaultSettings.idle, timeoutMs: 900_000 });
    expect(settings.memory).toEqual({ ...defaultSettings.memory, capsByName: { web: 1024 } });
  });

  it.each([
    ['half a file', '{"pollIntervalMs":50', 'is not valid JSON'],
    ['an empty file', '', 'is not valid JSON'],
    ['a wrong value', '{"idle":{"timeoutMs":"soon"}}', 'at "idle.timeoutMs"'],
    ['a value out of range', '{"pollIntervalMs":-1}', 'at "pollIntervalMs"'],
    ['rest above work', '{"idle":{"cpuIdleFraction":0.06}}', 'at "idle.cpuIdleFraction"'],
    ['a whole core at rest', '{"idle":{"cpuBusyFraction":9,"cpuIdleFraction":2}}', 'at "idle.cpuIdleFraction"'],
    ['a time that no clock shows', '{"keepAwakeUntilMs":{"sbx/a":1e300}}', 'at "keepAwakeUntilMs.sbx/a"'],
    ['first days that no clock shows', '{"trial":{"sinceMs":0,"untilMs":1e300}}', 'at "trial.untilMs"'],
    ['something else', '[1,2]', 'does not hold settings'],
    ['a newer version', '{"version":99}', 'from a newer version'],
  ])('is kept aside and told of when it is damaged: %s', (_, text, words) => {
    write(text);
    const { settings, problem } = load();
    // It may have held locks: nothing is stopped before somebody decides (guards: watchOnly).
    expect(settings).toEqual({ ...defaultSettings, watchOnly: true });
    expect(problem && inEnglish(problem.message)).toContain('only watches until you decide');
    expect(problem?.code).toBe('settings-damaged');
    expect(problem && inEnglish(problem.message)).toContain(words);
    const [aside, ...others] = readdirSync(home);
    expect(others).toEqual([]);
    expect(aside).toBe('settings.json.corrupt-2026-11-23T10-00-00.000Z');
    expect(readFileSync(path.join(home, aside ?? ''), 'utf8')).toBe(text);
    expect(load().problem).toBeUndefined();
  });

  it('is left where it is when it cannot be read', () => {
    const store = fileSettingsStore(home);
    const unreadable = {
      ...store,
      read: () => {
        throw Object.assign(new Error('no'), { code: 'EACCES', syscall: 'open' });
      },
    };
    write('{}');
    const { settings, problem } = loadSettings(unreadable, nowMs);
    expect(settings).toEqual({ ...defaultSettings, watchOnly: true });
    expect(problem && inEnglish(problem.message)).toContain('only watches until you decide');
    expect(problem && inEnglish(problem.message)).toContain('EACCES');
    expect(readdirSync(home)).toEqual(['settings.json']);
  });

  it('is not written over when it could not be read (guards: sparingUnreadable)', () => {
    const store = fileSettingsStore(home);
    symlinkSync('settings.json', store.path);
    expect(loadSettings(store, nowMs).problem).toMatchObject({ message: saying('ELOOP') });
    expect(() => store.write(defaultSettings)).toThrow('ELOOP');
    expect(lstatSync(store.path).isSymbolicLink()).toBe(true);
    expect(readdirSync(home)).toEqual(['settings.json']);
    rmSync(store.path);
    loadSettings(store, nowMs);
    store.write(defaultSettings);
    expect(loadSettings(store, nowMs)).toEqual({ settings: defaultSettings });
  });

  it('is on the disk before it has the name, and the name after that (guards: fsync)', () => {
    const done: string[] = [];
    const names = new Map<number, string>();
    const seen: ReplacingFiles = {
      ...fs,
      openSync: (file, ...rest) => {
        const handle = fs.openSync(file, ...rest);
        names.set(handle, path.basename(String(file)).replace(String(process.pid), 'pid'));
        return handle;
      },
      writeFileSync: (handle, text) => {
        done.push(`write ${names.get(handle as number)}`);
        fs.writeFileSync(handle, text);
      },
      fsyncSync: (handle) => {
        done.push(`sync ${names.get(handle)}`);
        fs.fsyncSync(handle);
      },
      renameSync: (from, to) => {
        done.push(`rename to ${path.basename(String(to))}`);
        fs.renameSync(from, to);
      },
    };
    replaceFile(path.join(home, 'settings.json'), 'new', seen);
    expect(done).toEqual([
      'write settings.json.pid.tmp',
      'sync settings.json.pid.tmp',
      'rename to settings.json',
      `sync ${path.basename(home)}`,
    ]);
    expect(readFileSync(path.join(home, 'settings.json'), 'utf8')).toBe('new');
  });

  it('is written whole, for its owner alone, and read back', () => {
    const store = fileSettingsStore(path.join(home, 'new'));
    store.write({ ...defaultSettings, pollIntervalMs: 1234 });
    expect(loadSettings(store, nowMs).settings.pollIntervalMs).toBe(1234);
    expect(statSync(store.path).mode & 0o777).toBe(0o600);
    expect(readdirSync(path.join(home, 'new'))).toEqual(['settings.json']);
  });

  it('is the old one when it cannot be replaced', () => {
    const store = fileSettingsStore(home);
    store.write(defaultSettings);
    rmSync(store.path);
    chmodSync(home, 0o755);
    const nowhere = fileSettingsStore(path.join(home, 'settings.json'));
    write('{}');
    expect(() => nowhere.write(defaultSettings)).toThrow();
    expect(readFileSync(path.join(home, 'settings.json'), 'utf8')).toBe('{}');
  });
});
