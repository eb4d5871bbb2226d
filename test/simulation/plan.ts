/** What a simulation does, as data: it can be printed, shrunk and run again. */
import fc from 'fast-check';

/** Desks by number, customers by number of those that there are then; both are taken modulo how many there are. */
export type Step =
  | { do: 'edit'; desk: number; customer: number; field: 'given' | 'family' }
  | { do: 'comment'; desk: number; customer: number }
  | { do: 'create'; desk: number }
  | { do: 'offline'; desk: number; on: boolean }
  /** After so many awaits: of requests, or of requests and of the store; a plan of before says requests by saying nothing. */
  | { do: 'crash'; desk: number; after: number; of?: Awaited }
  | { do: 'skew'; desk: number; hours: number }
  | { do: 'pause'; ms: number }
  | { do: 'faults'; on: boolean }
  | { do: 'move'; customer: number; to: Region }
  | { do: 'scope'; desk: number; to: readonly Region[] }
  | { do: 'role'; desk: number; to: 'csr' | 'fieldRep' | 'auditor' }
  | { do: 'restrict'; customer: number }
  | { do: 'editElsewhere'; customer: number; field: 'given' | 'family' }
  | { do: 'forget'; customer: number }
  | { do: 'restore'; customer: number }
  | { do: 'newEpoch' };

export type Region = 'a' | 'b';
export type Awaited = 'requests' | 'everything';
/** `seed` decides which fault comes when; `faults` whether any come from the start. */
export type Plan = { seed: number; desks: number; faults: boolean; steps: Step[] };

const LONGEST = 24;
const LONGEST_PAUSE_MS = 60;
const SCOPES: readonly (readonly Region[])[] = [['a'], ['b'], ['a', 'b']];

const desk = fc.nat(2);
const customer = fc.nat(5);
const field = fc.constantFrom('given' as const, 'family' as const);

const crash = (of: Awaited, most: number) =>
  fc.record({ do: fc.constant('crash' as const), desk, after: fc.nat(most), of: fc.constant(of) });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('edit' as const), desk, customer, field }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('comment' as const), desk, customer }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('create' as const), desk }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('offline' as const), desk, on: fc.boolean() }) },
  { weight: 2, arbitrary: crash('requests', 6) },
  { weight: 2, arbitrary: crash('everything', 80) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('skew' as const),
      desk,
      hours: fc.integer({ min: -72, max: 72 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pause' as const),
      ms: fc.integer({ min: 1, max: LONGEST_PAUSE_MS }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('faults' as const), on: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      customer,
      to: fc.constantFrom('a' as const, 'b' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('scope' as const), desk, to: fc.constantFrom(...SCOPES) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('role' as const),
      desk,
      to: fc.constantFrom('csr' as const, 'fieldRep' as const, 'auditor' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restrict' as const), customer }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('editElsewhere' as const), customer, field }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forget' as const), customer }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restore' as const), customer }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('newEpoch' as const) }) },
);

export const plan: fc.Arbitrary<Plan> = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  desks: fc.integer({ min: 2, max: 3 }),
  faults: fc.boolean(),
  steps: fc.array(step, { minLength: 4, maxLength: LONGEST }),
});
