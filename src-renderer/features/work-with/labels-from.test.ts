import fc from 'fast-check';
import { expect, it } from 'vitest';
import { labelsFrom, labelsText } from './labels-from.ts';

it('reads one language a line', () => {
  expect(labelsFrom('de: Schuhgröße\n\n FR :Pointure')).toEqual({ de: 'Schuhgröße', fr: 'Pointure' });
  expect(labelsFrom('')).toEqual({});
});

it.each(['Schuhgröße', 'deu: x', 'de:', 'de: x\ny'])('reads nothing where a line is not one: %s', (text) => {
  expect(labelsFrom(text)).toBeNull();
});

it('gives back what it wrote (property)', () => {
  const label = fc.stringMatching(/^[^\s][a-zA-Z ]{0,20}[^\s]$/u);
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{2}$/u), label), (labels) => {
      expect(labelsFrom(labelsText(labels))).toEqual({ ...labels });
    }),
  );
});
