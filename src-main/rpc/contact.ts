import { api, authorise } from './base.ts';
import { iterate } from './iterate.ts';

export const contactRouter = {
  decide: api.contact.decide.handler(({ context, input }) =>
    authorise(context, 'contact.read').contacts.decide(input),
  ),
  timeline: api.contact.timeline.handler(({ context, input, signal }) =>
    iterate(authorise(context, 'contact.read').timeline(input.customerId), context.log, signal),
  ),
  uncoded: api.contact.uncoded.handler(({ context }) => authorise(context, 'contact.report').uncoded()),
  open: api.contact.open.handler(({ context, signal }) =>
    iterate(authorise(context, 'contact.record').contacts.open$, context.log, signal),
  ),
  start: api.contact.start.handler(({ context, input }) =>
    authorise(context, 'contact.record').contacts.start(input),
  ),
  note: api.contact.note.handler(({ context, input }) =>
    authorise(context, 'contact.record').contacts.note(input),
  ),
  end: api.contact.end.handler(({ context, input }) =>
    authorise(context, 'contact.record').contacts.end(input.id),
  ),
  correct: api.contact.correct.handler(({ context, input }) =>
    authorise(context, 'contact.record').contacts.correct(input),
  ),
  wrapUp: api.contact.wrapUp.handler(({ context, input }) =>
    authorise(context, 'contact.record').contacts.wrapUp(input),
  ),
};
