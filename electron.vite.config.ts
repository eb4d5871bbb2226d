import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string) => resolve(import.meta.dirname, path);

/** Main and its workers as ES modules, the sandboxed preload as one CommonJS file, the renderer as a page. */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      externalizeDeps: true,
      rolldownOptions: {
        input: {
          index: at('src-main/index.ts'),
          'store-worker': at('src-main/storage-sqlite/store-worker.ts'),
          'reader-worker': at('src-main/storage-sqlite/reader-worker.ts'),
          'checkpoint-worker': at('src-main/storage-sqlite/checkpoint-worker.ts'),
          'search-worker': at('src-main/search/search-worker.ts'),
          'build-worker': at('src-main/search/build-worker.ts'),
          'store-hooks': at('src-main/store/hooks.ts'),
          'check-worker': at('src-main/store/check-worker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: at('src-main/host/preload.ts') },
        output: { format: 'cjs', entryFileNames: 'preload.cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      emptyOutDir: true,
      minify: true,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: { index: at('src-renderer/index.html') } },
    },
  },
});
