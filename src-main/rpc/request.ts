import { api, authorise } from './base.ts';
import { iterate } from './iterate.ts';

export const requestRouter = {
  list: api.request.list.handler(({ context, signal }) =>
    iterate(authorise(context, 'request.read').requests.list$, context.log, signal),
  ),
  create: api.request.create.handler(({ context, input }) =>
    authorise(context, 'request.read').requests.create(input),
  ),
  resetPassword: api.request.resetPassword.handler(({ context, input }) => {
    const { requests } = authorise(context, 'request.account');
    return requests.resetPassword({ ...input, proof: context.session.proof() });
  }),
  partnerPassword: api.request.partnerPassword.handler(({ context, input }) =>
    authorise(context, 'request.partner').requests.partnerPassword(input),
  ),
  cancel: api.request.cancel.handler(({ context, input }) =>
    authorise(context, 'request.read').requests.cancel(input.id),
  ),
  preview: api.request.preview.handler(({ context, input }) =>
    authorise(context, 'request.privacy').requests.preview(input.customerId),
  ),
  decide: api.request.decide.handler(({ context, input }) =>
    authorise(context, 'request.approve').requests.decide(input),
  ),
  hold: api.request.hold.handler(({ context, input }) =>
    authorise(context, 'request.read').requests.hold(input.customerId),
  ),
  placeHold: api.request.placeHold.handler(({ context, input }) =>
    authorise(context, 'request.decide').requests.placeHold(input),
  ),
  endHold: api.request.endHold.handler(({ context, input }) =>
    authorise(context, 'request.decide').requests.endHold(input.customerId),
  ),
  register: api.request.register.handler(({ context }) =>
    authorise(context, 'request.decide').requests.register(),
  ),
  certificate: api.request.certificate.handler(({ context, input }) =>
    authorise(context, 'request.read').requests.certificate(input.id),
  ),
  exported: api.request.exported.handler(({ context, input }) =>
    authorise(context, 'request.privacy').requests.exported(input.id),
  ),
  erasures: api.request.erasures.handler(({ context, signal }) =>
    iterate(authorise(context).erasures.count$, context.log, signal),
  ),
  erasedAmong: api.request.erasedAmong.handler(({ context, input }) =>
    authorise(context).erasures.among(input.ids),
  ),
};
