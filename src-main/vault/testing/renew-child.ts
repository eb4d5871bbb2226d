/**
 * A process that renews the key of a store and prints each step. It kills itself at the step it is given, or goes on
 * renewing until it is killed from outside.
 */
import { createFileSlot } from '../file-slot.ts';
import { renewVault } from '../vault.ts';

const [folder = '', lastStep = ''] = process.argv.slice(2);

do {
  process.stdout.write('begin\n');
  await renewVault({ folder, slots: [createFileSlot()], pin: '123456' }, (step) => {
    if (step === lastStep) process.kill(process.pid, 'SIGKILL');
  });
} while (lastStep === 'never');
process.stdout.write('done\n');
