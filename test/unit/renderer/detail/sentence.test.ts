import { expect, it } from 'vitest';
import { sentenceOf } from '../../../../renderer/detail/sentence.ts';

it.each([
  ['warning in 18 min', 'Warning in 18 min.'],
  ['warnung in 18 Min.', 'Warnung in 18 Min.'],
  ['1 stop', '1 stop.'],
])('makes a sentence of "%s"', (phrase, sentence) => {
  expect(sentenceOf(phrase)).toBe(sentence);
});
