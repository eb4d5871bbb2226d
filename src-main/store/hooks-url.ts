/** Where the product's hooks are loaded from inside the store worker: source under Node, JavaScript when bundled. */
export const STORE_HOOKS = new URL(
  import.meta.url.endsWith('.ts') ? './hooks.ts' : './store-hooks.js',
  import.meta.url,
);
