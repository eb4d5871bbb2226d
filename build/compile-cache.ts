/**
 * Node keeps what it compiled of our sources here, without their types. Beside being faster it keeps V8 from ending the
 * process: Node takes types off by WebAssembly, and where several workers of one process do so at once, V8 13.6 now and then
 * fails its own check (`jit_page.has_value()` in `Runtime_TierUpWasmToJSWrapper`, as in nodejs/node issue 64500; 2 of 13 runs
 * of a test that opens 76 workers). From the cache no worker needs it; a bundle, as it is delivered, never does.
 */
import { join } from 'node:path';
import { ROOT } from './bundle.ts';

export const COMPILE_CACHE_ENV = { NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/compiled') };
