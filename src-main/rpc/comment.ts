import { api, authorise } from './base.ts';

export const commentRouter = {
  add: api.comment.add.handler(({ context, input }) => authorise(context, 'comment.add').comments.add(input)),
  followUp: api.comment.followUp.handler(({ context, input }) =>
    authorise(context, 'comment.add').comments.followUp(input),
  ),
  correct: api.comment.correct.handler(({ context, input }) =>
    authorise(context, 'comment.add').comments.correct(input),
  ),
  pin: api.comment.pin.handler(({ context, input }) => authorise(context, 'comment.add').comments.pin(input)),
};
