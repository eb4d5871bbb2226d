/** Answers of the profile drawer, for the signed-in user: checked against the configuration of this desk. */

import type { ConfigurationItem } from '#shared/api/configuration.ts';
import type { UpdateCustomer, UpdateOutcome } from '#shared/api/customer.ts';
import type { AnswerProfile } from '#shared/api/profile.ts';
import { entriesShown } from '#shared/configuration/model.ts';
import type { ConfigurationEntry, ProfileCategory } from '#shared/configuration/schema.ts';
import { editableOf } from '#shared/customer/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import { answered, checkAnswers } from '#shared/profile/answers.ts';
import { drawerFields } from '#shared/profile/drawer.ts';
import { readItems } from '../configuration/service.ts';
import { CoreError } from '../errors.ts';
import type { DeskDatabase } from '../store/database.ts';

export type ProfileService = {
  /** Throws INVALID (required, not offered), NOT_FOUND and what a save of the customer throws. */
  answer(given: AnswerProfile): Promise<UpdateOutcome>;
};

/** @param update the one way in which a customer is saved. */
export function createProfileService(
  database: DeskDatabase,
  update: (change: UpdateCustomer) => Promise<UpdateOutcome>,
  me: () => Me,
): ProfileService {
  return {
    async answer({ customerId, base, answers }) {
      const document = await database.customers.findOne(customerId).exec();
      if (!document) throw new CoreError('NOT_FOUND');
      const stands = editableOf(document.toMutableJSON());
      const items = await readItems(database);
      const entries = entriesShown(
        stands.model,
        items.map(({ entry }) => entry),
      );
      const fields = drawerFields(entries.filter(isCategory), base);
      const issues = checkAnswers(fields, answers);
      if (issues.length > 0) throw new CoreError('INVALID', issues);
      const answerer = { by: me().sub, at: new Date().toISOString(), revs: categoryRevs(items) };
      return update({
        id: customerId,
        base: { ...stands, responses: base },
        mine: { ...stands, responses: answered(base, fields, answers, answerer) },
      });
    },
  };
}

function categoryRevs(items: readonly ConfigurationItem[]): Record<string, string> {
  const categories = items.flatMap(({ rev, entry }) => (isCategory(entry) ? [[entry.code, rev]] : []));
  return Object.fromEntries(categories);
}

function isCategory(entry: ConfigurationEntry): entry is ProfileCategory {
  return entry.kind === 'category';
}
