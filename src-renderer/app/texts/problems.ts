/** Words for every error that can reach a screen: what happened, what is safe, what to do. */
import type { ProblemCode } from '#renderer/api/problem.ts';

export type ProblemText = { title: string; detail: string };

export const PROBLEM_TEXTS: Record<ProblemCode, ProblemText> = {
  NOT_SIGNED_IN: {
    title: 'You are signed out',
    detail: 'Sign in again to go on. What you typed is kept on this computer.',
  },
  FORBIDDEN: {
    title: 'Your role does not allow this',
    detail: 'Nothing was changed. Ask your supervisor if you need it for your work.',
  },
  NOT_FOUND: {
    title: 'This is no longer on this computer',
    detail: 'The customer may have been forgotten, or moved to another area.',
  },
  INVALID: { title: 'Some fields need another look', detail: 'Nothing was saved yet, and nothing is lost.' },
  OFFLINE: {
    title: 'There is no network',
    detail: 'This needs one. Nothing was changed. Check the connection, then try again.',
  },
  SIGN_IN_FAILED: {
    title: 'Signing in did not work',
    detail: 'Your organisation’s sign-in page did not confirm who you are. Nothing was changed. Try again.',
  },
  NOT_CONFIRMED: {
    title: 'Show first that it is you',
    detail: 'Nothing was asked for yet. Give your PIN or sign in again, then go on.',
  },
  STALE: {
    title: 'Somebody else changed this meanwhile',
    detail: 'Nothing was saved. Look at what it is now, then change it again.',
  },
  ATTRIBUTE_IMMUTABLE: {
    title: 'This field is in use, so its key and type stay',
    detail: 'Nothing was changed. Archive it, define a new one and copy the values instead.',
  },
  NOT_IN_EDITION: {
    title: 'This is not in your edition',
    detail: 'Nothing was changed, and what is there already is kept. Ask who administers Callbook for you.',
  },
  WRONG_STATE: {
    title: 'This is not the next step',
    detail: 'Nothing was changed. Look at what was decided meanwhile, then go on from there.',
  },
  LOCKED: {
    title: 'Callbook is locked',
    detail: 'Enter your PIN to go on. What you typed is kept on this computer.',
  },
  PIN_WRONG: { title: 'This is not the PIN', detail: 'Nothing was changed. Try again.' },
  PIN_WAIT: {
    title: 'Too many wrong PINs',
    detail: 'Nothing is lost. Wait a little, then try again.',
  },
  LEASE_ENDED: {
    title: 'Callbook has to reach its server before you go on',
    detail:
      'Everything on this computer is safe and stays encrypted. Callbook has worked without its server for as long as your organisation allows, or the clock was set back.',
  },
  KEYRING_AWAY: {
    title: 'The key ring of this computer does not answer',
    detail:
      'It holds the key of the customer data, which is safe and untouched. Unlock the key ring; Callbook tries again by itself.',
  },
  KEYRING_OTHER: {
    title: 'The key of the customer data is in another key ring',
    detail:
      'The data is safe and untouched. It was last opened in another desktop environment: start Callbook there, or ask your IT department.',
  },
  STORE_WRONG_KEY: {
    title: 'The customer data on this computer cannot be unlocked',
    detail:
      'The data is still there and untouched, but its key is missing or does not fit. Everything already sent is safe on the server.',
  },
  STORE_CORRUPT: {
    title: 'The customer data on this computer is damaged',
    detail: 'It was left as it is, and everything already sent is safe on the server.',
  },
  STORE_NEWER: {
    title: 'The customer data belongs to a newer Callbook',
    detail: 'It was left untouched. Update Callbook on this computer, then sign in again.',
  },
  STORE_IN_USE: {
    title: 'Callbook is already open on this computer',
    detail: 'Use the window that is open, or close it first. Nothing was changed.',
  },
  STORE_FULL: {
    title: 'The disk of this computer is full',
    detail: 'This could not be saved; what was saved before is safe. Free some space, then try again.',
  },
  STORE_READ_ONLY: {
    title: 'Callbook may not write to this computer’s disk',
    detail: 'What was saved before is safe. Ask your IT department to give Callbook its folder back.',
  },
  STORE_FAILED: {
    title: 'The customer data on this computer does not answer',
    detail: 'It was left as it is. Try again; if it happens again, tell your IT department.',
  },
  INTERNAL: {
    title: 'Something went wrong inside Callbook',
    detail: 'What you typed is still here. Try again; if it happens again, tell your IT department.',
  },
  CORE_GONE: {
    title: 'Callbook’s core is not answering',
    detail: 'What you typed is still here. Callbook reconnects by itself; then try again.',
  },
};
