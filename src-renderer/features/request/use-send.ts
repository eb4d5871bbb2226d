/** Sends one request: its id is made once, so that a second try after a lost answer makes no second one. */
import { useRef, useState } from 'react';
import { v7 as uuid } from 'uuid';
import { issuesOf, problemOf } from '#renderer/api/problem.ts';
import { PROBLEM_TEXTS } from '#renderer/app/texts/problems.ts';

type Sending = {
  busy: boolean;
  said: string;
  send: (call: (id: string) => Promise<unknown>) => Promise<boolean>;
};

/** `said` is why the last try did not succeed. */
export function useSend(): Sending {
  const id = useRef(uuid());
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  return {
    busy,
    said,
    async send(call) {
      setBusy(true);
      setSaid('');
      try {
        await call(id.current);
        return true;
      } catch (error) {
        setSaid(sentenceOf(error));
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}

function sentenceOf(error: unknown): string {
  const code = problemOf(error);
  if (code === 'WRONG_STATE') return 'The same is asked for already: see Requests.';
  if (code === 'STALE') return 'It has changed since it was shown. Look again.';
  if (issuesOf(error).some(({ path }) => path === 'emails'))
    return 'There is no verified primary e-mail, so no link can be sent. Use another way: by post or in person.';
  if (code === 'INVALID' && issuesOf(error).length > 0) return 'Say how identity was checked.';
  const { title, detail } = PROBLEM_TEXTS[code];
  return `${title}. ${detail}`;
}
