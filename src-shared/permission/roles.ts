/**
 * Roles and what they may do, as data (FEATURES 5.5). Enforced in main and again on the server, never only in the
 * renderer.
 */
export const ROLES = [
  'csr',
  'seniorCsr',
  'fieldRep',
  'supervisor',
  'dataSteward',
  'privacyOfficer',
  'administrator',
  'auditor',
] as const;
export type Role = (typeof ROLES)[number];

export const PERMISSIONS = [
  'customer.read',
  'customer.create',
  'customer.edit',
  'comment.read',
  'comment.add',
  'contact.read',
  'contact.record',
  'contact.report',
  'tickler.read',
  'tickler.work',
  'tickler.reassign',
  'order.read',
  'order.ingest',
  'account.report',
  'change.read',
  'change.restore',
  'configuration.read',
  'category.edit',
  'layout.edit',
  'control.edit',
  'attribute.propose',
  'attribute.approve',
  'attribute.activate',
  'view.share',
  'request.read',
  'request.privacy',
  'request.account',
  'request.partner',
  'request.reinstate',
  'request.approve',
  'request.decide',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const READ: readonly Permission[] = [
  'customer.read',
  'comment.read',
  'contact.read',
  'tickler.read',
  'order.read',
  'change.read',
  'configuration.read',
  'request.read',
];
const WORK: readonly Permission[] = [
  ...READ,
  'customer.create',
  'customer.edit',
  'comment.add',
  'contact.record',
  'tickler.work',
];
/** Of who speaks with customers. */
const ASK: readonly Permission[] = ['request.privacy', 'request.account'];
const SENIOR: readonly Permission[] = [
  ...WORK,
  ...ASK,
  'request.partner',
  'tickler.reassign',
  'change.restore',
  'attribute.propose',
];

const GRANTS: Record<Role, readonly Permission[]> = {
  csr: [...WORK, ...ASK],
  fieldRep: [...WORK, ...ASK],
  seniorCsr: SENIOR,
  supervisor: [...SENIOR, 'contact.report', 'attribute.approve', 'view.share', 'request.approve'],
  dataSteward: [
    ...WORK,
    'change.restore',
    'category.edit',
    'layout.edit',
    'attribute.propose',
    'attribute.approve',
    'attribute.activate',
    'view.share',
  ],
  privacyOfficer: [
    ...READ,
    'attribute.approve',
    'request.privacy',
    'request.reinstate',
    'request.approve',
    'request.decide',
  ],
  // `order.ingest` is for systems, which sign in as users of this role.
  administrator: [
    'order.ingest',
    'account.report',
    'configuration.read',
    'category.edit',
    'layout.edit',
    'control.edit',
    'attribute.approve',
    'attribute.activate',
  ],
  auditor: READ,
};

/** True when the role grants the permission. Unknown roles grant nothing. */
export function may(role: Role, permission: Permission): boolean {
  return GRANTS[role]?.includes(permission) ?? false;
}
