import { api, authorise } from './base.ts';
import { iterate } from './iterate.ts';

export const sessionRouter = {
  state: api.session.state.handler(({ context, signal }) =>
    iterate(context.session.state$, context.log, signal),
  ),
  startSignIn: api.session.startSignIn.handler(({ context }) => context.session.startSignIn()),
  cancelSignIn: api.session.cancelSignIn.handler(({ context }) => context.session.cancelSignIn()),
  signOut: api.session.signOut.handler(({ context }) => context.session.signOut()),
  unlock: api.session.unlock.handler(({ context, input }) => context.session.unlock(input.pin)),
  lock: api.session.lock.handler(({ context }) => context.session.lock()),
  active: api.session.active.handler(({ context }) => context.session.active()),
  confirmed: api.session.confirmed.handler(({ context, signal }) =>
    iterate(context.session.confirmed$, context.log, signal),
  ),
  confirmByPin: api.session.confirmByPin.handler(({ context, input }) =>
    context.session.confirmByPin(input.pin),
  ),
  confirmBySignIn: api.session.confirmBySignIn.handler(({ context }) => context.session.confirmBySignIn()),
  setPin: api.session.setPin.handler(({ context, input }) =>
    context.session.setPin(input.pin, input.currentPin),
  ),
  removePin: api.session.removePin.handler(({ context, input }) =>
    context.session.removePin(input.currentPin),
  ),
  renewKey: api.session.renewKey.handler(({ context, input }) => context.session.renewKey(input.currentPin)),
  retry: api.session.retry.handler(({ context }) => context.session.retry()),
  recover: api.session.recover.handler(({ context, input }) =>
    context.session.recover(input.unsent, input.pin),
  ),
  leaveDamaged: api.session.leaveDamaged.handler(({ context }) => context.session.leaveDamaged()),
  draftKey: api.session.draftKey.handler(({ context }) => ({ key: authorise(context).draftKey })),
};
