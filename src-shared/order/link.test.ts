import { expect, it } from 'vitest';
import { isOrderPage } from './link.ts';

it.each([
  ['https://shop.example/orders/1?x=2#a', true],
  ['http://shop.example/orders/1', false],
  ['https://user:secret@shop.example/', false],
  ['https://user@shop.example/', false],
  ['javascript:alert(1)', false],
  ['file:///etc/passwd', false],
  ['callbook://customer?number=1', false],
  ['/orders/1', false],
  ['https://shop.example\\@evil.example/', false],
  ['https://shop.example:443@evil.example/', false],
  ['HTTPS://Shop.Example:8443?order=1', true],
  ['', false],
  [`https://shop.example/${'x'.repeat(500)}`, false],
])('%s may be opened: %s', (address, may) => {
  expect(isOrderPage(address)).toBe(may);
});
