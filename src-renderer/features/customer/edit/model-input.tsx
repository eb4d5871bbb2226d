/** The model that the profile is made by, where there are models; what it wants and is not there yet is said below. */
import { Select } from '@mantine/core';
import { labelText } from '#renderer/app/texts/fields.ts';
import { useEveryEntry } from '#renderer/state/configuration.ts';
import { offeredModels, wantedByModel } from '#shared/configuration/model.ts';
import { type ConfigurationEntry, modelsIn } from '#shared/configuration/schema.ts';
import type { CustomerEditable } from '#shared/customer/schema.ts';
import type { SectionProps } from './field.ts';
import type { CommonProps } from './field-input.tsx';

type ModelInputProps = Pick<SectionProps, 'mine' | 'change'> & { common: CommonProps };

export function ModelInput({ mine, change, common }: ModelInputProps) {
  const entries = useEveryEntry();
  const choices = choicesFor(mine, entries);
  if (choices.length === 0) return null;
  const choose = (code: string | null) => {
    const chosen = modelsIn(entries).find((one) => one.code === code);
    change({ model: chosen ? { code: chosen.code, version: chosen.version } : null });
  };
  return (
    <Select
      data={choices}
      value={mine.model?.code ?? null}
      onChange={choose}
      clearable={!common.readOnly}
      clearButtonProps={{ 'aria-label': `Clear ${common.label}` }}
      placeholder="No model"
      description={wantedText(mine, entries)}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      {...common}
    />
  );
}

/** Those for the kind of customer, and the customer's own, also where it is not offered or not known any more. */
function choicesFor({ kind, model }: CustomerEditable, entries: readonly ConfigurationEntry[]) {
  const offered = offeredModels(entries, kind).map(({ code, name }) => ({ value: code, label: name }));
  if (!model || offered.some(({ value }) => value === model.code)) return offered;
  const own = modelsIn(entries).find(({ code }) => code === model.code);
  return [...offered, { value: model.code, label: `${own?.name ?? model.code} (no longer offered)` }];
}

/** Only where the model has moved on: what it wants of everybody now is marked and asked for at its field. */
function wantedText(mine: CustomerEditable, entries: readonly ConfigurationEntry[]): string | undefined {
  const known = modelsIn(entries).find(({ code }) => code === mine.model?.code);
  if (!known || !mine.model || known.version <= mine.model.version) return undefined;
  const wanted = wantedByModel(mine, entries).map(labelText);
  const list = new Intl.ListFormat('en').format(wanted);
  return wanted.length > 0 ? `The model has changed since. It now asks for: ${list}.` : undefined;
}
