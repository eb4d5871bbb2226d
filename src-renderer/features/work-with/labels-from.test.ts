import fc from 'fast-check';
import { expect, it } from 'vitest';
import { labelsFrom, labelsText, optionLabelsText, withOptionLabels } from './labels-from.ts';

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

it('reads and gives back the labels of choices, and takes away those that are left out', () => {
  const option = (key: string, label: string) => ({ key, label, archived: false });
  const options = [option('s', 'Small'), option('l', 'Large')];
  const text = 'Small | de: Klein | pl: Mały';
  const labelled = withOptionLabels(options, text);
  expect(labelled).toEqual([{ ...options[0], labels: { de: 'Klein', pl: 'Mały' } }, options[1]]);
  expect(optionLabelsText(labelled ?? [])).toBe(text);
  expect(withOptionLabels(labelled ?? [], '')).toEqual(options);
  expect(withOptionLabels(options, 'Medium | de: Mittel')).toBeNull();
  expect(withOptionLabels(options, 'Small | Klein')).toBeNull();
});
