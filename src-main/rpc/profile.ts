import { api, authorise } from './base.ts';

export const profileRouter = {
  answer: api.profile.answer.handler(({ context, input }) =>
    authorise(context, 'customer.edit').profiles.answer(input),
  ),
  skipped: api.profile.skipped.handler(({ context }) => {
    authorise(context, 'customer.edit');
    context.log.info('profile.skipped');
  }),
};
