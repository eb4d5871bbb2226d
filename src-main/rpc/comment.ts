import { api, authorise } from './base.ts';
import { iterate } from './iterate.ts';

export const commentRouter = {
  watch: api.comment.watch.handler(({ context, input, signal }) =>
    iterate(authorise(context, 'comment.read').comments.watch(input.customerId), context.log, signal),
  ),
  add: api.comment.add.handler(({ context, input }) => authorise(context, 'comment.add').comments.add(input)),
};
