/** What may be written depends on the kind of entry; the server judges that again. */
import { mayWrite, stepPermission } from '#shared/configuration/permission.ts';
import type { ConfigurationEntry } from '#shared/configuration/schema.ts';
import type { ConfigurationService } from '../configuration/service.ts';
import { CoreError } from '../errors.ts';
import { api, authorise, type RpcContext } from './base.ts';
import { iterate } from './iterate.ts';

export const configurationRouter = {
  watch: api.configuration.watch.handler(({ context, signal }) =>
    iterate(authorise(context, 'configuration.read').configuration.watch(), context.log, signal),
  ),
  save: api.configuration.save.handler(({ context, input }) =>
    writing(context, input.entry.kind).save(input),
  ),
  remove: api.configuration.remove.handler(({ context, input }) =>
    writing(context, input.kind).remove(input),
  ),
  judge: api.configuration.judge.handler(({ context, input }) =>
    authorise(context, 'attribute.approve').configuration.judge(input),
  ),
  step: api.configuration.step.handler(({ context, input }) =>
    authorise(context, stepPermission(input.to)).configuration.step(input),
  ),
  approvers: api.configuration.approvers.handler(({ context }) =>
    authorise(context, 'attribute.propose').configuration.approvers(),
  ),
  statistic: api.configuration.statistic.handler(({ context, input }) =>
    authorise(context, 'customer.read').configuration.statistic(input.category),
  ),
  readiness: api.configuration.readiness.handler(({ context }) =>
    authorise(context, 'configuration.read').configuration.readiness(),
  ),
};

/** The service, if the user may write this kind. Throws NOT_SIGNED_IN and FORBIDDEN. */
function writing(context: RpcContext, kind: ConfigurationEntry['kind']): ConfigurationService {
  const desk = authorise(context);
  if (!mayWrite(desk.me().role, kind)) throw new CoreError('FORBIDDEN');
  return desk.configuration;
}
