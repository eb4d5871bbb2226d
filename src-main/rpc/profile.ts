import { api, authorise } from './base.ts';

export const profileRouter = {
  answer: api.profile.answer.handler(({ context, input }) =>
    authorise(context, 'customer.edit').profiles.answer(input),
  ),
};
