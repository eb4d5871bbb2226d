/**
 * What a tenant's edition has (FEATURES C15): a document that the vendor signed, with a day for each feature until which it is
 * in. Pure.
 *
 * Invariants, each tested
 * - Without a document everything is on.
 * - From on over grace to read-only, and never back as time goes by. Nothing is hidden or removed on the way.
 */
import { z } from 'zod';
import { Instant } from '../sync/envelope.ts';

export const EDITION_FEATURES = ['customProfiles', 'partnerAccounts', 'profileModels'] as const;
export type EditionFeature = (typeof EDITION_FEATURES)[number];

/** What the vendor signs, as JSON text. Features of a newer program may be among them. */
export const EditionDocument = z.object({
  version: z.literal(1),
  /** What it is called, such as Professional. */
  edition: z.string().min(1).max(60),
  /** Whom to ask about it: a person, an address, a page. */
  contact: z.string().min(1).max(200),
  issuedAt: Instant,
  /** Null for a feature without an end; one that is not named is not in the edition. */
  features: z.record(z.string().max(40), z.object({ until: Instant.nullable() })),
});
export type EditionDocument = z.infer<typeof EditionDocument>;

/** As it is handed out: Ed25519 over the text; signature and key (SPKI, DER) are base64. */
export const SignedEdition = z.object({
  body: z.string().max(8_000),
  signature: z.string().max(100),
  publicKey: z.string().max(100),
});
export type SignedEdition = z.infer<typeof SignedEdition>;

export const GRACE_DAYS = 30;
const DAY_MS = 86_400_000;

export type EditionState = 'on' | 'grace' | 'read-only' | 'not-in-edition';

/** How a feature stands under a document; null where there is none. */
export function stateOf(feature: EditionFeature, document: EditionDocument | null, now: Date): EditionState {
  if (document === null) return 'on';
  if (!Object.hasOwn(document.features, feature)) return 'not-in-edition';
  const { until } = document.features[feature] ?? { until: null };
  if (until === null || now.getTime() <= Date.parse(until)) return 'on';
  return now.getTime() <= graceEnd(until).getTime() ? 'grace' : 'read-only';
}

/** The last moment of the grace after `until`. */
export function graceEnd(until: string): Date {
  return new Date(Date.parse(until) + GRACE_DAYS * DAY_MS);
}

/** The document that a user's edition holds; null for none and for what is no such document. Says nothing of its signature. */
export function editionOf({ edition }: { edition?: SignedEdition }): EditionDocument | null {
  return edition ? readEdition(edition.body) : null;
}

/** The document in a text, or null. */
export function readEdition(body: string): EditionDocument | null {
  try {
    return EditionDocument.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}

/** True while what belongs to the feature may be added and changed. */
export function mayChange(
  feature: EditionFeature,
  me: { edition?: SignedEdition },
  now = new Date(),
): boolean {
  const state = stateOf(feature, editionOf(me), now);
  return state === 'on' || state === 'grace';
}

const OF_ENTRY = new Map<string, EditionFeature>([
  ['attribute', 'customProfiles'],
  ['model', 'profileModels'],
]);

/** True while entries of the configuration of that kind may be changed. */
export function mayChangeEntry(kind: string, me: { edition?: SignedEdition }): boolean {
  const feature = OF_ENTRY.get(kind);
  return feature === undefined || mayChange(feature, me);
}
