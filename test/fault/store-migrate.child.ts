/** Opens a store, which brings it to the newest layout, and says when it is open. Argument: its file. */
import { openStore } from '#main/storage-sqlite/index.ts';

const store = await openStore({ file: process.argv[2] ?? '', key: null });
process.stdout.write('open\n');
await store.close();
