/** What was noted about the demo's customers. */
import type { Comment } from '#shared/comment/schema.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { LAST_DAY } from './demo-teams.ts';
import { random } from './random.ts';

const SEED = 2027;
const SPAN_MS = 400 * 86_400_000;

const AUTHORS = [
  { authorId: 'casey', authorName: 'Casey Morgan' },
  { authorId: 'robin', authorName: 'Robin Hale' },
  { authorId: 'sam', authorName: 'Sam Okafor' },
  { authorId: 'alex', authorName: 'Alex Lindqvist' },
];

const REMARKS = [
  'Called about the last invoice; sent a copy by e-mail.',
  'Prefers to be called after 16:00.',
  'Asked for the delivery to go to the neighbour. Agreed.',
  'New phone number confirmed by call-back.',
  'Was unhappy about the waiting time. Apologised and explained; will call again on Friday.',
  'Möchte künftig nur noch per E-Mail angeschrieben werden.',
  'Souhaite recevoir la facture par courrier.',
  'Wrong address on the parcel label. Corrected it and had the parcel sent again at no charge.',
  'Interested in the yearly plan; sent the offer.',
  'Checked identity with date of birth and postcode.',
  'Spoke with the partner, who has no authority on the account. Told nothing.',
  'Zadzwonić ponownie w poniedziałek.',
  'Returned one item; refund goes to the original card within five days.',
  'お電話で住所変更を承りました。',
  'Asked whether the shop in town is open on Saturdays: yes, until 18:00.',
  'Voicemail reached. Left a message without details.',
];

/** The comments on a customer, `most` at most. */
export function demoComments(customer: Customer, index: number, most: number): Comment[] {
  const chance = random(SEED, index);
  return Array.from({ length: chance.int(most + 1) }, () => {
    const at = new Date(LAST_DAY - chance.int(SPAN_MS)).toISOString();
    const author = chance.pick(AUTHORS);
    return {
      id: chance.uuid(),
      rev: `1-${chance.hex(8)}`,
      mutationId: chance.uuid(),
      scope: customer.scope,
      updatedAt: at,
      updatedBy: author.authorId,
      customerId: customer.id,
      text: chance.pick(REMARKS),
      writtenAt: at,
      kind: 'note',
      reasonCode: '',
      visibility: 'all',
      pinned: false,
      followUp: false,
      corrections: [],
      ...author,
    };
  });
}
