import { api, authorise } from './base.ts';
import { iterate } from './iterate.ts';

export const sessionRouter = {
  state: api.session.state.handler(({ context, signal }) =>
    iterate(context.session.state$, context.log, signal),
  ),
  startSignIn: api.session.startSignIn.handler(({ context }) => context.session.startSignIn()),
  cancelSignIn: api.session.cancelSignIn.handler(({ context }) => context.session.cancelSignIn()),
  signOut: api.session.signOut.handler(({ context }) => context.session.signOut()),
  draftKey: api.session.draftKey.handler(({ context }) => ({ key: authorise(context).draftKey })),
};
