import { settingsSections } from '../../preload/contract.ts';
import { opened } from '../pictures/opened.ts';
import { scenes } from '../pictures/scenes.ts';
import { liveTexts, manners, outOfReach } from './accessibility.ts';
import { Stage } from './stage.ts';
import { expect, test } from './test.ts';

/** A scene stands still: what is not read by then is not going to be. */
const timeout = 2_000;

/** Where less is read than the whole page. */
const readIn: Readonly<Record<string, string>> = {
  // What stands on a card is read in the scenes that have a few of them.
  fifty: '[role=search]',
  'two-hundred': '[role=search]',
  // What the app itself costs is another figure every time.
  about: '.panel > .group',
};

/** What goes on from second to second or from look to look would be read out each time. */
const withoutTimes: unknown = expect.not.arrayContaining([expect.stringMatching(/\d:\d\d|idle for|stops in|not seen/)]);

let stage: Stage;

test.beforeAll(async () => {
  stage = await Stage.start();
});

test.afterAll(() => stage.end());

/** Where the page is scrolled to is not read. */
const read = Object.keys(scenes).filter((name) => scenes[name]?.scrollsTo === undefined);

for (const name of read) {
  test(`${name}: reads as it should`, async () => {
    const { page } = stage;
    await stage.show(name, 'en');
    await expect.soft(page.locator(readIn[name] ?? 'body')).toMatchAriaSnapshot({ name: `${name}.aria.yml`, timeout });
    expect.soft(await manners(page)).toEqual([]);
    expect.soft(await liveTexts(page)).toEqual(withoutTimes);
    await stage.leave(name);
  });
}

/** In a crowd the same cards come again and again. */
const walked = read.filter((name) => !scenes[name]?.crowd);

for (const name of walked) {
  test(`${name}: Tab leads to every control, and shows where it is`, async () => {
    const { page } = stage;
    await stage.show(name, 'en');
    expect.soft(await outOfReach(page)).toEqual([]);
    await stage.leave(name);
  });
}

for (const [name, one] of Object.entries(opened)) {
  test(`settings, ${name}: reads as it should`, async () => {
    const settings = await stage.openedSettings(one);
    await expect.soft(settings.locator('.editor')).toMatchAriaSnapshot({ name: `settings-${name}.aria.yml`, timeout });
    expect.soft(await manners(settings)).toEqual([]);
    expect.soft(await outOfReach(settings)).toEqual([]);
    await settings.close();
  });
}

for (const section of settingsSections) {
  test(`settings, ${section}: reads as it should`, async () => {
    const settings = await stage.settings(section);
    await stage.showSettings(settings, 'en');
    await expect
      .soft(settings.locator(readIn[section] ?? 'body'))
      .toMatchAriaSnapshot({ name: `settings-${section}.aria.yml`, timeout });
    expect.soft(await manners(settings)).toEqual([]);
    expect.soft(await liveTexts(settings)).toEqual(withoutTimes);
    expect.soft(await outOfReach(settings)).toEqual([]);
    await settings.close();
  });
}
