import { api, authorise } from './base.ts';

export const commentRouter = {
  add: api.comment.add.handler(({ context, input }) => authorise(context, 'comment.add').comments.add(input)),
  pin: api.comment.pin.handler(({ context, input }) => authorise(context, 'comment.add').comments.pin(input)),
};
