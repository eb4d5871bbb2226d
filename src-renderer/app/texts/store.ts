/** Words for a store that is locked, does not open, or is not well: what is safe, what waits, what to do. */
import type { StoreProblem } from '#shared/api/session.ts';
import type { StoreRescue, StoreSetBack, StoreStatus } from '#shared/api/store.ts';
import { dayTime } from './format.ts';
import { changes } from './sync.ts';

/** What of the changes that were not sent: `null` when nobody can say how many there are. */
export function unsentText(unsent: number | null): string {
  if (unsent === 0) return 'Nothing: every change made here was sent.';
  if (unsent === null) return 'Changes that were not sent may be in this data. How many is not known.';
  return `${changes(unsent)} made on this computer ${unsent === 1 ? 'was' : 'were'} not sent yet.`;
}

type Remedy = { label: string; title: string; confirm: string; cancel: string; done: string };

/** `done` says what happens then. */
export const REMEDY_TEXTS: Record<'setAside' | 'salvage', Remedy> = {
  setAside: {
    label: 'Set this data aside and start afresh …',
    title: 'Set the data aside and start afresh?',
    confirm: 'Set aside',
    cancel: 'Leave it as it is',
    done: 'The data is kept on this computer, locked, in case its key is found. You sign in again, and Callbook fetches every customer anew from the server.',
  },
  salvage: {
    label: 'Repair …',
    title: 'Repair the data on this computer?',
    confirm: 'Repair',
    cancel: 'Not now',
    done: 'The damaged data is set aside, not deleted. Callbook reads out of it what was not sent, fetches every customer anew from the server, then puts those changes back. It tells you how many it could save.',
  },
};

/** What the person loses by the remedy, said before they confirm it. */
export function lossText(remedy: 'setAside' | 'salvage', unsent: number | null): string {
  if (unsent === 0) return 'Nothing is lost: every change made here was sent.';
  if (remedy === 'salvage') return `${unsentText(unsent)} Callbook saves as many as can still be read.`;
  if (unsent === null) return 'Changes that were not sent are lost with it. How many is not known.';
  return `${changes(unsent)} that ${unsent === 1 ? 'was' : 'were'} not sent ${unsent === 1 ? 'is' : 'are'} lost with it.`;
}

/** What the person can do themselves, besides the buttons. */
export const ADVICE_TEXTS: Record<StoreProblem, string> = {
  LEASE_ENDED:
    'Connect this computer to your organisation’s network: Callbook goes on where you were, and sends what waits. If it is connected, sign in again.',
  KEYRING_AWAY: 'Unlock the key ring of this computer. Callbook opens by itself as soon as it answers.',
  KEYRING_OTHER:
    'Sign in to the computer the way you did when Callbook last worked, then try again. Only if that is not possible, set the data aside.',
  STORE_WRONG_KEY:
    'Ask your IT department first: changes not yet sent are in that data, and its key may be found. Otherwise set it aside and start afresh.',
  STORE_CORRUPT:
    'Repair it here. If it happens again, this computer’s disk may be failing: tell your IT department.',
  STORE_NEWER: 'Update Callbook on this computer.',
  STORE_IN_USE: 'Go on in the window that is open, or close it. Callbook then opens here by itself.',
  STORE_FULL: 'Free some space on the disk. Callbook opens by itself as soon as there is enough.',
  STORE_READ_ONLY: 'Have the folder made writable again. Callbook then opens by itself.',
  STORE_FAILED: 'Try again. If it goes on, restart the computer, then tell your IT department.',
};

type HealthText = { title: string; detail: string };

/** The banner over the desk; null while there is nothing that the person needs to know. */
export function healthText({ state, done, total, auditSound }: StoreStatus): HealthText | null {
  if (state === 'damaged') {
    return {
      title: 'Part of the customer data on this computer is damaged.',
      detail: 'What was sent is safe on the server. Repair it before you go on working.',
    };
  }
  if (state === 'full') {
    return {
      title: 'The disk of this computer is full.',
      detail:
        'What you saved before is safe; new changes cannot be saved. Free some space: Callbook goes on by itself.',
    };
  }
  if (state === 'readOnly') {
    return {
      title: 'Callbook may not write to this computer’s disk.',
      detail:
        'What you saved before is safe; new changes cannot be saved. It goes on by itself when it may write again.',
    };
  }
  if (state === 'checking') {
    const part = total === 0 ? 0 : Math.round((100 * done) / total);
    return {
      title: `Checking the data on this computer: ${part} %.`,
      detail: 'You can go on working meanwhile.',
    };
  }
  if (auditSound === false) {
    return {
      title: 'The record of changes made on this computer does not add up.',
      detail: 'Somebody or something altered it. Your data is not affected: tell your IT department.',
    };
  }
  return null;
}

/** What became of the changes in a damaged store. */
export function rescueText({ waiting, restored, attention, lost }: StoreRescue): HealthText {
  if (waiting > 0) {
    return {
      title: `${changes(waiting)} rescued from the damaged data.`,
      detail: 'They are put back when all customers are here again.',
    };
  }
  const parts = [
    restored > 0 && `${changes(restored)} put back.`,
    attention > 0 && `${changes(attention)} in “needs attention”, because the customer changed meanwhile.`,
    lost !== null && lost > 0 && `${changes(lost)} could not be read and ${lost === 1 ? 'is' : 'are'} lost.`,
    lost === null && 'How many could not be read is not known.',
    restored + attention === 0 && lost === 0 && 'Nothing was waiting to be sent, so nothing is lost.',
  ];
  return { title: 'The data on this computer was repaired.', detail: parts.filter(Boolean).join(' ') };
}

/** What the last check came to, for whoever asked for it; null before one. */
export function checkText({ lastCheck, auditSound }: StoreStatus): HealthText | null {
  if (!lastCheck) return null;
  const at = dayTime(new Date(lastCheck.at));
  if (lastCheck.outcome === 'failed') {
    return {
      title: `The check could not be carried out (${at}).`,
      detail: 'Your data was left as it is. Try again; if it happens again, tell your IT department.',
    };
  }
  if (lastCheck.outcome === 'damaged') {
    return {
      title: `Part of the data is damaged (${at}).`,
      detail: 'What was sent is safe on the server. Use “Repair” at the top of the window.',
    };
  }
  const detail =
    auditSound === false
      ? 'Only the record of changes made here does not add up: tell your IT department.'
      : 'Every part of it can be read, and the record of changes made here is complete.';
  return { title: `The data is in order (${at}).`, detail };
}

/** A store that opened on older content than was saved here. */
export function setBackText({ at, missing }: StoreSetBack): HealthText {
  const most =
    missing !== null && missing > 0
      ? `${changes(missing)} made on this computer and not sent yet ${missing === 1 ? 'is' : 'are'} missing.`
      : 'The last changes made on this computer before that may be missing.';
  return {
    title: `The data on this computer was damaged, and went back to an earlier state (${dayTime(new Date(at))}).`,
    detail: `${most} What was sent is safe on the server, and is fetched again. Look at the customers you last worked on, and enter again what is not there.`,
  };
}

/** What to say of wrong PINs. */
export function triesText(failed: number, waitSeconds: number): string | null {
  if (waitSeconds > 0) return `Too many wrong PINs. Try again in ${waitText(waitSeconds)}. Nothing is lost.`;
  if (failed === 0) return null;
  const left = FREE_TRIES - failed;
  if (left > 0)
    return `This is not the PIN. ${left === 1 ? 'One more try' : `${left} more tries`} before you have to wait.`;
  return 'This is not the PIN. After another wrong one you have to wait.';
}

/** As many as the core allows before the first wait. */
const FREE_TRIES = 4;

function waitText(seconds: number): string {
  if (seconds < 60) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
