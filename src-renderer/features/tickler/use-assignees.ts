/** Who a tickler may be given to, for a select. */
import { useEffect, useState } from 'react';
import type { z } from 'zod';
import { api } from '#renderer/api/client.ts';
import type { Assignees, AssignTo } from '#shared/api/tickler.ts';

const NOBODY: Assignees = { people: [], teams: [] };

type Choice = z.infer<typeof AssignTo>;
export type AssigneeChoices = {
  data: { group: string; items: { value: string; label: string }[] }[];
  choiceOf: (value: string) => Choice;
};

/** Asks the core once; until it answered, and where it cannot, the rule and oneself are offered. */
export function useAssignees(): AssigneeChoices {
  const [assignees, setAssignees] = useState(NOBODY);
  useEffect(() => {
    api.tickler.assignees().then(setAssignees, () => undefined);
  }, []);
  const { people, teams } = assignees;
  return {
    data: [
      {
        group: 'By rule',
        items: [
          { value: 'rule', label: 'The customer’s team, else me' },
          { value: 'me', label: 'Me' },
        ],
      },
      { group: 'People', items: people.map(({ id, name }) => ({ value: `person ${id}`, label: name })) },
      { group: 'Teams', items: teams.map(({ id, name }) => ({ value: `team ${id}`, label: name })) },
    ],
    choiceOf: (value) => {
      const [mode = '', id = ''] = value.split(' ');
      if (mode === 'person') return { mode, id, name: people.find((one) => one.id === id)?.name ?? '' };
      if (mode === 'team') return { mode, id };
      return mode === 'me' ? { mode } : { mode: 'rule' };
    },
  };
}
