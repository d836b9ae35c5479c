import { expect, it } from 'vitest';
import { capitalized, sentenceOf } from '../../../../renderer/detail/sentence.ts';

it.each([
  ['warning in 18 min', 'Warning in 18 min.'],
  ['warnung in 18 Min.', 'Warnung in 18 Min.'],
  ['1 stop', '1 stop.'],
])('makes a sentence of "%s"', (phrase, sentence) => {
  expect(sentenceOf(phrase, 'en')).toBe(sentence);
});

it('begins a sentence with the capital letter of its language, whatever the machine speaks', () => {
  expect(capitalized('idle', 'en')).toBe('Idle');
  // Such words there are not yet: that its letter differs shows that the language is asked.
  expect(capitalized('idle', 'tr')).toBe('İdle');
  expect(sentenceOf('idle', 'tr')).toBe('İdle.');
});
