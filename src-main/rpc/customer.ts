import { map } from 'rxjs';
import { api, authorise } from './base.ts';
import { iterate } from './iterate.ts';

export const customerRouter = {
  search: api.customer.search.handler(({ context, input }) =>
    authorise(context, 'customer.read').customers.search(input),
  ),
  rows: api.customer.rows.handler(({ context, input }) =>
    authorise(context, 'customer.read').customers.rows(input.ids),
  ),
  views: api.customer.views.handler(({ context }) => authorise(context, 'customer.read').customers.views()),
  keepViews: api.customer.keepViews.handler(({ context, input }) =>
    authorise(context, 'customer.read').customers.keepViews(input),
  ),
  changes: api.customer.changes.handler(({ context, signal }) =>
    iterate(
      authorise(context, 'customer.read').customers.changes$.pipe(map((changes) => ({ changes }))),
      context.log,
      signal,
    ),
  ),
  watch: api.customer.watch.handler(({ context, input, signal }) =>
    iterate(authorise(context, 'customer.read').customers.watch(input.id), context.log, signal),
  ),
  update: api.customer.update.handler(({ context, input }) =>
    authorise(context, 'customer.edit').customers.update(input),
  ),
  belonging: api.customer.belonging.handler(({ context, input, signal }) =>
    iterate(authorise(context, 'customer.read').customers.belonging(input.id), context.log, signal),
  ),
  create: api.customer.create.handler(({ context, input }) =>
    authorise(context, 'customer.create').customers.create(input),
  ),
  regions: api.customer.regions.handler(({ context }) =>
    authorise(context, 'customer.create').customers.regions(),
  ),
  duplicates: api.customer.duplicates.handler(({ context, input }) =>
    authorise(context, 'customer.read').customers.duplicates(input.mine, input.id),
  ),
  versions: api.customer.versions.handler(({ context, input, signal }) =>
    iterate(authorise(context, 'change.read').customers.versions(input.id), context.log, signal),
  ),
  restore: api.customer.restore.handler(({ context, input }) =>
    authorise(context, 'change.restore').customers.restore(input),
  ),
};
