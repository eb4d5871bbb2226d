/**
 * Runs a plan: real cores in threads of their own, the real server on PostgreSQL, a network with faults. Then brings
 * everything to rest and checks what Callbook promises (DESIGN 1: P1 to P6, P8).
 */
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { Customer } from '#shared/customer/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import type { Answer } from './desk-operations.ts';
import { DeskThread } from './desk-thread.ts';
import { brokenPromises, type Saved } from './ledger.ts';
import { byId, differences, expectedOf, HELD, type Held } from './oracle.ts';
import type { Plan, Region, Step } from './plan.ts';
import type { World } from './world.ts';

const CUSTOMERS = 4;
/** Far more than coming to rest takes: past it something is stuck (P8). */
const REST_MS = 180_000;
const LOOK_EVERY_MS = 30;
const ASK_EVERY = 8;

type Desk = { thread: DeskThread; me: Me };
type Run = {
  world: World;
  tag: string;
  desks: Desk[];
  customers: string[];
  saved: Saved[];
  forgotten: Set<string>;
};

/** Throws with what is broken. Leaves nothing running. */
export async function simulate(world: World, plan: Plan): Promise<void> {
  const run = await begin(world, plan);
  try {
    for (const { thread } of run.desks) await thread.call('faults', plan.faults);
    for (const [at, step] of plan.steps.entries()) await act(run, step, at);
    await rest(run);
    await check(run);
  } finally {
    await Promise.all(run.desks.map(({ thread }) => thread.stop()));
  }
}

async function begin(world: World, plan: Plan): Promise<Run> {
  const tag = uuidv7().slice(-12);
  const customers: string[] = [];
  for (let at = 0; at < CUSTOMERS; at += 1)
    customers.push(await world.addCustomer(regionOf(tag, at % 2 ? 'b' : 'a')));
  const desks = await Promise.all(
    Array.from({ length: plan.desks }, (_, at) => beginDesk(world, tag, at, plan.seed)),
  );
  return { world, tag, desks, customers, saved: [], forgotten: new Set() };
}

async function beginDesk(world: World, tag: string, at: number, seed: number): Promise<Desk> {
  const sub = `${tag}-${at}`;
  const me: Me = {
    sub,
    name: `Desk ${at}`,
    role: 'csr',
    scopeKeys: [`region:${regionOf(tag, at === 2 ? 'b' : 'a')}`],
  };
  await world.saveUser(me);
  const [folder, token] = [join(await world.folder(), 'user'), await world.token(sub)];
  const thread = new DeskThread({ folder, serverUrl: world.url, me, token, seed: seed + 1000 * at });
  await thread.start();
  return { thread, me };
}

async function act(run: Run, step: Step, at: number): Promise<void> {
  const { world, customers } = run;
  const desk = 'desk' in step ? step.desk % run.desks.length : 0;
  const { thread, me } = run.desks[desk] as Desk;
  const customerId = 'customer' in step ? (customers[step.customer % customers.length] as string) : '';
  // Of one length, so that no value is the beginning of another.
  const value = `Q${run.tag}${String(at).padStart(3, '0')}`;
  switch (step.do) {
    case 'edit': {
      const answer = await thread.call('edit', { id: customerId, field: step.field, value });
      return note(run, answer, { desk, customerId, what: step.field, value });
    }
    case 'comment': {
      const answer = await thread.call('comment', { id: uuidv7(), customerId, text: value });
      return note(run, answer, { desk, customerId, what: 'comment', value });
    }
    case 'create': {
      const id = uuidv7();
      const answer = await thread.call('create', { id, family: value });
      customers.push(id);
      return note(run, answer, { desk, customerId: id, what: 'created', value });
    }
    case 'offline':
      return void (await thread.call('setOffline', step.on));
    case 'crash':
      return void (await thread.call('crashIn', { count: step.after, of: step.of ?? 'requests' }));
    case 'skew':
      return void (await thread.call('skew', step.hours * 3_600_000));
    case 'pause':
      return pause(step.ms);
    case 'faults':
      for (const one of run.desks) await one.thread.call('faults', step.on);
      return;
    case 'move':
      return world.change(customerId, { region: regionOf(run.tag, step.to) });
    case 'scope':
      me.scopeKeys = step.to.map((region) => `region:${regionOf(run.tag, region)}`);
      return world.saveUser(me);
    case 'role':
      me.role = step.to;
      return world.saveUser(me);
    case 'restrict':
      return world.change(customerId, { status: 'restricted' });
    case 'editElsewhere':
      return world.change(customerId, { [step.field]: value } as Partial<Customer>);
    case 'forget':
      if (await world.forget(customerId)) run.forgotten.add(customerId);
      return;
    case 'restore':
      return world.restore(customerId);
    case 'newEpoch':
      return world.newEpoch();
  }
}

function note({ saved }: Run, answer: Answer | 'crashed', one: Omit<Saved, 'acknowledged'>): void {
  if (answer === 'saved' || answer === 'crashed') saved.push({ ...one, acknowledged: answer === 'saved' });
}

/** Everybody is up and online, the network is good; done when each desk holds what SQL says, or throws at the limit. */
async function rest(run: Run): Promise<void> {
  const until = performance.now() + REST_MS;
  let left: string[] = [];
  for (let look = 0; performance.now() < until; look += 1) {
    for (const { thread } of run.desks) await calm(thread, look % ASK_EVERY === 0);
    left = await unequal(run);
    if (left.length === 0) return;
    await pause(LOOK_EVERY_MS);
  }
  throw new Error(`not at rest after ${REST_MS / 1000} s:\n${left.join('\n')}`);
}

async function calm(thread: DeskThread, ask: boolean): Promise<void> {
  if (!ask) return;
  await thread.call('faults', false);
  await thread.call('crashIn', { count: Number.POSITIVE_INFINITY, of: 'requests' });
  await thread.call('setOffline', false);
  await thread.call('retryNow', undefined);
}

async function unequal(run: Run): Promise<string[]> {
  const { world, desks } = run;
  const all = await Promise.all(
    desks.flatMap(({ thread, me }, at) =>
      (Object.keys(HELD) as Held[]).map(async (collection) => {
        const expected = await expectedOf(world.pool, me, collection);
        const held = byId(thread.documents(collection));
        return differences(expected, held).map((difference) => `desk ${at} ${collection}: ${difference}`);
      }),
    ),
  );
  return [...all.flat(), ...remembering(run)];
}

/** Desks that hold something that was typed about somebody who was forgotten. */
function remembering({ desks, saved, forgotten }: Run): string[] {
  const values = saved.flatMap(({ customerId, value }) => (forgotten.has(customerId) ? value : []));
  if (values.length === 0) return [];
  return desks.flatMap(({ thread }, at) => {
    const texts = thread.texts();
    return values.filter((value) => texts.includes(value)).map((value) => `desk ${at} remembers ${value}`);
  });
}

async function check({ world, desks, saved, forgotten }: Run): Promise<void> {
  const attention = desks.map(({ thread }) => JSON.stringify(thread.documents('attention')));
  const broken = await brokenPromises(world.pool, saved, attention, forgotten);
  if (broken.length > 0) throw new Error(broken.join('\n'));
}

function regionOf(tag: string, region: Region): string {
  return `${region}-${tag}`;
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
