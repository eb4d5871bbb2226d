/** Which role may write which kind of entry. Pure; asked in the screen, in main and on the server. */
import { may, type Permission, type Role } from '../permission/roles.ts';
import type { ConfigurationEntry } from './schema.ts';

type Kind = ConfigurationEntry['kind'];

const PERMISSIONS: Record<Kind, Permission> = {
  category: 'category.edit',
  reason: 'category.edit',
  layout: 'layout.edit',
  model: 'layout.edit',
  control: 'control.edit',
  attribute: 'attribute.propose',
  view: 'view.share',
};

/** True when the role may write entries of this kind. */
export function mayWrite(role: Role, kind: Kind): boolean {
  return may(role, PERMISSIONS[kind]);
}

/** What a step in the life of an attribute takes: who proposes may take it back, who activates may archive. */
export function stepPermission(to: 'draft' | 'proposed' | 'active' | 'archived'): Permission {
  return to === 'draft' || to === 'proposed' ? 'attribute.propose' : 'attribute.activate';
}
