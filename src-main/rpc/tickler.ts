import { api, authorise, type RpcContext } from './base.ts';
import { iterate } from './iterate.ts';

export const ticklerRouter = {
  ofCustomer: api.tickler.ofCustomer.handler(({ context, input, signal }) =>
    iterate(reading(context).ofCustomer(input.customerId), context.log, signal),
  ),
  mine: api.tickler.mine.handler(({ context, signal }) =>
    iterate(working(context).mine$, context.log, signal),
  ),
  everybodys: api.tickler.everybodys.handler(({ context, signal }) =>
    iterate(authorise(context, 'tickler.reassign').ticklers.everybodys$, context.log, signal),
  ),
  reminders: api.tickler.reminders.handler(({ context, signal }) =>
    iterate(working(context).reminders$, context.log, signal),
  ),
  told: api.tickler.told.handler(({ context, input }) => working(context).told(input.ids)),
  assignees: api.tickler.assignees.handler(({ context }) => working(context).assignees()),
  create: api.tickler.create.handler(({ context, input }) => working(context).create(input)),
  start: api.tickler.start.handler(({ context, input }) => working(context).start(input)),
  note: api.tickler.note.handler(({ context, input }) => working(context).note(input)),
  postpone: api.tickler.postpone.handler(({ context, input }) => working(context).postpone(input)),
  reassign: api.tickler.reassign.handler(({ context, input }) =>
    authorise(context, 'tickler.reassign').ticklers.reassign(input),
  ),
  resolve: api.tickler.resolve.handler(({ context, input }) => working(context).resolve(input)),
};

const reading = (context: RpcContext) => authorise(context, 'tickler.read').ticklers;
const working = (context: RpcContext) => authorise(context, 'tickler.work').ticklers;
