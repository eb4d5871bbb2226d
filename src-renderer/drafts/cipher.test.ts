import { describe, expect, it } from 'vitest';
import { importDraftKey, seal, unseal } from './cipher.ts';

const KEY = btoa('k'.repeat(32));
const OTHER_KEY = btoa('o'.repeat(32));
const value = { text: 'Łódź\n中村' };

describe('the cipher of drafts', () => {
  it('gives back what was sealed', async () => {
    const { key } = await importDraftKey(KEY);
    expect(await unseal(key, 'name', await seal(key, 'name', value))).toEqual(value);
  });

  it('never seals the same text to the same bytes, nor shows it', async () => {
    const { key } = await importDraftKey(KEY);
    const [one, other] = [await seal(key, 'name', value), await seal(key, 'name', value)];
    expect(new Uint8Array(one.data)).not.toEqual(new Uint8Array(other.data));
    expect(new TextDecoder().decode(one.data)).not.toContain('text');
  });

  it('does not open under another name, with another key, or damaged', async () => {
    const { key } = await importDraftKey(KEY);
    const other = await importDraftKey(OTHER_KEY);
    const sealed = await seal(key, 'name', value);
    const bytes = new Uint8Array(sealed.data.slice(0));
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    expect(await unseal(key, 'other name', sealed)).toBeUndefined();
    expect(await unseal(other.key, 'name', sealed)).toBeUndefined();
    expect(await unseal(key, 'name', { ...sealed, data: bytes.buffer })).toBeUndefined();
  });

  it('files each key under its own owner', async () => {
    expect((await importDraftKey(KEY)).owner).toBe((await importDraftKey(KEY)).owner);
    expect((await importDraftKey(KEY)).owner).not.toBe((await importDraftKey(OTHER_KEY)).owner);
  });
});
