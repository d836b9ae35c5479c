import { Secret } from '../../../../main/core/apikey/secret.ts';
import { openShellFiles } from '../../../../main/core/apikey/shell-file/open-shell-files.ts';

/** Puts one key after another into the files of an account, until it is killed. Says so once when it begins. */
const [, , home = '', place = ''] = process.argv;
const files = openShellFiles({
  env: { HOME: home },
  platform: 'linux',
  homeDir: home,
  sandmanHome: `${home}/.config/sandman`,
  accountShell: '/bin/bash',
  run: () => Promise.reject(new Error('bash is not asked for anything')),
});
process.stdout.write('begin\n');
for (let round = 0; ; round++) {
  // Of very different lengths: half of one cannot pass for the whole of the other.
  const key = `sk-ant-api03-${(round % 2 === 0 ? 'a' : 'b').repeat(round % 2 === 0 ? 90 : 20_000)}`;
  const survey = await files.survey();
  await files.apply(
    files.planSet(survey, { key: new Secret(key), place: place === 'block' ? 'block' : 'private-file' }),
  );
  if (round % 5 === 4) await files.apply(files.planRemove(await files.survey()));
}
