/** Loading CSV files as Google Contacts, Outlook and HubSpot write them, and as nobody should. */

import { execFile } from 'node:child_process';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '#shared/changes/schema.ts';
import { newEmail } from '#shared/customer/contact-points.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { insertEntry } from '../../src-server/configuration/configuration-repository.ts';
import type { Pool } from '../../src-server/db/pool.ts';
import { DEMO_CONFIGURATION } from '../../src-server/demo/demo-configuration.ts';
import { type LoadOptions, loadFile } from '../../src-server/load/load-file.ts';
import { openPrivacy } from '../../src-server/privacy/privacy.ts';
import { addCustomer, addPeople, privacyDirOf } from '../support/backend.ts';
import { startTestPostgres, type TestPostgres, temporaryFolder } from '../support/postgres.ts';

let postgres: TestPostgres;
let pool: Pool;
let url: string;
let folder: string;

beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  ({ pool, url } = await postgres.database());
  folder = await temporaryFolder();
  return () => rm(folder, { recursive: true, force: true });
});

async function load(content: string | Uint8Array, options: Partial<LoadOptions> = {}) {
  const file = path.join(folder, 'people.csv');
  await writeFile(file, content);
  const placement = { region: 'north', teamId: null };
  const privacy = await openPrivacy(privacyDirOf(url));
  const counts = await loadFile(pool, file, { placement, move: false, dryRun: false, privacy, ...options });
  const failed = await readFile(`${file}.failed.csv`, 'utf8').catch(() => '');
  return { counts, failed, file };
}

async function all(): Promise<Customer[]> {
  const { rows } = await pool.query('SELECT doc FROM customers ORDER BY number');
  return rows.map(({ doc }) => doc);
}

const GOOGLE = `First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Nickname,Organization Name,Organization Title,Birthday,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address
Jörg,Maria,Weiß,,Dr.,,,,,,* myContacts,* Home,joerg@example.com,Work,jw@example.org ::: jw2@example.org,Mobile,+49 171 1234567 ::: 030 987654,Home,"Hauptstr. 1
50667 Köln",Hauptstr. 1,Köln,,,50667,Deutschland,Hinterhaus
,,,,,,Nordwind GmbH,,,,* myContacts,,,,,Work,0221 55555,,,,,,,,,
`;

const OUTLOOK = `Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business Street 2,Business City,Business State,Business Postal Code,Business Country/Region,Home Street,Home City,Home State,Home Postal Code,Home Country/Region,Business Fax,Business Phone,Business Phone 2,Home Phone,Mobile Phone,E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,Language
Ms.,Siobhán,,O'Brien,,Blue Harbour Ltd,Sales,Clerk,1 High Street,Floor 2,Leeds,,LS1 4AP,United Kingdom,5 Elm Road,York,,YO1 7HU,UK,+44 113 000,+44 113 111111,+44 113 222222,,07700 900123,siobhan@example.com,SMTP,Siobhan,s.obrien@example.org,English
`;

const HUBSPOT = `Record ID,First Name,Last Name,Email,Additional email addresses,Phone Number,Mobile Phone Number,Company Name,Street Address,City,State/Region,Postal Code,Country/Region,Lifecycle Stage,Preferred language
"5101","Łukasz","Wójcik","lukasz@example.com","l.w@example.net;lw@example.org","+48 600 700 800","","","ul. Długa 5","Łódź","","90-001","Polska","Customer","pl"
"5102","Ada","Noone","","","","","","","","","","","Lead",""
`;

describe('exports', () => {
  it('of Google Contacts', async () => {
    const { counts } = await load(GOOGLE);
    expect(counts).toEqual({ rows: 2, created: 2, updated: 0, unchanged: 0, failed: 0 });
    const [joerg, firm] = await all();
    expect(joerg).toMatchObject({
      number: 'C-100001',
      kind: 'person',
      prefix: 'Dr.',
      given: 'Jörg Maria',
      family: 'Weiß',
      region: 'north',
      scope: ['region:north'],
      emails: [
        { address: 'joerg@example.com', label: 'home', primary: true },
        { address: 'jw@example.org', label: 'work', primary: false },
        { address: 'jw2@example.org', label: 'work', primary: false },
      ],
      phones: [{ number: '+49 171 1234567', label: 'mobile' }, { number: '030 987654' }],
      addresses: [{ lines: ['Hauptstr. 1', 'Hinterhaus'], city: 'Köln', postcode: '50667', country: 'DE' }],
    });
    expect(firm).toMatchObject({ kind: 'organisation', organisation: 'Nordwind GmbH', emails: [] });
  });

  it('of Outlook', async () => {
    expect((await load(OUTLOOK)).counts).toMatchObject({ rows: 1, created: 1 });
    const [siobhan] = await all();
    expect(siobhan).toMatchObject({
      kind: 'businessContact',
      prefix: 'Ms.',
      organisation: 'Blue Harbour Ltd',
      language: 'en',
      emails: [{ address: 'siobhan@example.com' }, { address: 's.obrien@example.org' }],
      phones: [
        { number: '+44 113 111111', label: 'work' },
        { number: '+44 113 222222' },
        { number: '07700 900123', label: 'mobile' },
      ],
      addresses: [
        {
          nickname: 'Work',
          lines: ['1 High Street', 'Floor 2'],
          city: 'Leeds',
          country: 'GB',
          primary: true,
        },
        { nickname: 'Home', lines: ['5 Elm Road'], city: 'York', country: 'GB', primary: false },
      ],
    });
  });

  it('of HubSpot, matched by record id', async () => {
    expect((await load(HUBSPOT)).counts).toMatchObject({ rows: 2, created: 2 });
    const [lukasz] = await all();
    expect(lukasz).toMatchObject({
      externalId: '5101',
      language: 'pl',
      emails: [
        { address: 'lukasz@example.com' },
        { address: 'l.w@example.net' },
        { address: 'lw@example.org' },
      ],
      addresses: [{ city: 'Łódź', country: 'PL' }],
    });
    const since = lukasz?.emails[0]?.since;
    expect(lukasz?.emails[0]).toMatchObject({ source: 'Loaded from a file', since: expect.any(String) });
    const again = await load(
      HUBSPOT.replace('Noone', 'Someone').replace('"lukasz@example.com"', '"new@example.com"'),
    );
    expect(again.counts).toEqual({ rows: 2, created: 0, updated: 2, unchanged: 0, failed: 0 });
    expect((await all()).map(({ rev }) => rev.slice(0, 2))).toEqual(['2-', '2-']);
    const emails = (await all()).flatMap((customer) => customer.emails);
    expect(emails.find(({ address }) => address === 'lukasz@example.com')?.since).toBe(since);
    expect(String(emails.find(({ address }) => address === 'new@example.com')?.since) > String(since)).toBe(
      true,
    );
  });

  it('find who has the e-mail in the other form of its domain, also by a key of before', async () => {
    const file = (address: string) => `First Name,Last Name,E-mail Address\nAda,Byron,${address}\n`;
    const counts = async (address: string) => (await load(file(address))).counts;
    expect(await counts('ada@münchen.example')).toMatchObject({ created: 1 });
    expect(await counts('Ada@xn--mnchen-3ya.example')).toMatchObject({ unchanged: 1 });
    await pool.query("UPDATE customers SET email_keys = '{ada@münchen.example}'");
    expect(await counts('ada@münchen.example')).toMatchObject({ unchanged: 1 });
  });

  it('change nothing the second time, and leave one entry a change in the feed', async () => {
    for (const content of [GOOGLE.split('\n').slice(0, 3).join('\n'), OUTLOOK, HUBSPOT]) await load(content);
    const before = await all();
    for (const content of [
      GOOGLE.split('\n').slice(0, 3).join('\n'),
      OUTLOOK,
      HUBSPOT.split('\n').slice(0, 3).join('\n'),
    ]) {
      expect((await load(content)).counts).toMatchObject({ created: 0, updated: 0 });
    }
    expect(await all()).toEqual(before);
    const { rows } = await pool.query(
      'SELECT collection, count(*)::int AS n FROM change_feed GROUP BY 1 ORDER BY 1',
    );
    expect(rows.map(({ collection, n }) => [collection, n])).toEqual([
      ['changes', before.length],
      ['customers', before.length],
    ]);
  });
});

describe('files', () => {
  const simple = 'First Name;Last Name;E-mail Address\r\nZoë;Groß;zoe@example.com\r\n';

  it('leave a version with every customer that they change, and say that a file did it', async () => {
    await load('First Name,Last Name,Email\nVera,Version,vera@example.com\n');
    const first = await pool.query('SELECT doc FROM changes');
    expect(first.rows.map(({ doc }) => [doc.version, doc.kind, doc.actorName, doc.fields])).toEqual([
      [1, 'loaded', 'Import', []],
    ]);
    await load('First Name,Last Name,Email,Phone Number\nVera,Version,vera@example.com,020 7946 0018\n');
    const { rows } = await pool.query(
      `SELECT doc FROM changes WHERE doc->>'kind' = 'loaded' ORDER BY doc->>'at' DESC LIMIT 1`,
    );
    const { version, actorName, fields } = rows[0].doc as Change;
    expect({ version, actorName }).toEqual({ version: 2, actorName: 'Import' });
    expect(fields).toMatchObject([{ to: { number: '020 7946 0018' } }]);
  });

  it('give custom attributes by key or label of an option, and an unknown one fails the row and clears nothing', async () => {
    for (const doc of DEMO_CONFIGURATION) await insertEntry(pool, doc);
    const heading = 'Last Name,Email,attributes.loyalty_tier,attributes.shoe_size\n';
    await load(`${heading}Tier,tier@example.com,GOLD,42\n`);
    const given = { loyalty_tier: 'gold', shoe_size: 42 };
    expect((await all()).map(({ attributes }) => attributes)).toMatchObject([given]);
    const again = await load(`${heading}Tier,tier@example.com,tin,42\nOther,other@example.com,gold,many\n`);
    expect(again.counts).toMatchObject({ failed: 2, created: 0, updated: 0 });
    expect(again.failed).toContain('attributes.loyalty_tier: notOffered');
    expect(again.failed).toContain('attributes.shoe_size: typeMismatch');
    expect((await all()).map(({ attributes }) => attributes)).toMatchObject([given]);
    const unknown = await load('Last Name,Email,attributes.never_defined\nNew,new@example.com,x\n');
    expect(unknown.failed).toContain('attributes.never_defined: unknownAttribute');
  });

  it('are read in UTF-8 with mark, UTF-16 and Windows-1252', async () => {
    const utf16be = Buffer.from(`\ufeff${simple}`, 'utf16le').swap16();
    const contents = [
      `\ufeff${simple}`,
      Buffer.from(`\ufeff${simple}`, 'utf16le'),
      utf16be,
      Buffer.from(simple, 'latin1'),
    ];
    const outcomes = [];
    for (const content of contents) outcomes.push((await load(content)).counts);
    expect(outcomes.map(({ created, unchanged }) => [created, unchanged])).toEqual([
      [1, 0],
      [0, 1],
      [0, 1],
      [0, 1],
    ]);
    expect(await all()).toMatchObject([{ given: 'Zoë', family: 'Groß' }]);
  });

  it('with bad rows load the good ones, and give the bad ones back with a reason', async () => {
    await addCustomer(pool, {
      status: 'restricted',
      emails: [newEmail({ id: crypto.randomUUID(), address: 'kept@example.com', label: '', primary: true })],
    });
    await addCustomer(pool, {
      number: 'T-a',
      emails: [newEmail({ id: crypto.randomUUID(), address: 'Twin@example.com', label: '', primary: true })],
    });
    await addCustomer(pool, {
      number: 'T-b',
      emails: [newEmail({ id: crypto.randomUUID(), address: 'twin@example.com', label: '', primary: true })],
    });
    const { counts, failed, file } = await load(
      [
        'First Name,Last Name,E-mail Address,Mobile Phone',
        'Good,One,one@example.com,+1 617 555 0101',
        ',,,',
        'No,Mail,not-an-address,',
        `Too,${'long'.repeat(100)},long@example.com,`,
        'Nul,"a\0b",nul@example.com,',
        'Locked,Down,KEPT@example.com,',
        'Which,One,twin@example.com,',
        'Too,Many,many@example.com,1234,extra',
        '=cmd|calc,"+SUM(1)",-bad-,@x',
        'Good,Two,two@example.com,',
      ].join('\n'),
    );
    expect(counts).toEqual({ rows: 10, created: 2, updated: 0, unchanged: 0, failed: 8 });
    const reasons = failed
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.split(',').slice(0, 2).join(' '));
    expect(reasons).toEqual(
      [
        '3 no name',
        '4 an e-mail is not valid',
        '5 not valid: family',
        '6 a character that cannot be stored',
        '7 the customer is restricted',
        '8 matches more than one customer',
        '9 more cells than headings',
        '10 an e-mail is not valid',
      ].map((text) => (text.startsWith('3') ? '3 "no name' : text)),
    );
    expect(failed).toContain("'=cmd|calc,'+SUM(1),'-bad-,'@x");
    expect((await stat(`${file}.failed.csv`)).mode & 0o077).toBe(0);
  });

  it('with quotation marks that never end fail one row, not the load', async () => {
    const { counts, failed } = await load(
      'First Name,E-mail Address\nA,a@example.com\n"B,b@example.com\nC,c@example.com\n',
    );
    expect(counts).toMatchObject({ rows: 2, created: 1, failed: 1 });
    expect(failed).toContain('the quotation marks do not match');
  });

  it('that a person corrected load again', async () => {
    const { failed } = await load('First Name,E-mail Address,Mobile Phone\nA,broken,+49 30 1234567\n');
    expect((await load(failed.replace('broken', 'fixed@example.com'))).counts).toMatchObject({
      rows: 1,
      created: 1,
    });
    expect(await all()).toMatchObject([{ phones: [{ number: '+49 30 1234567' }] }]);
  });

  it('without a known heading are refused', async () => {
    await expect(load('a,b\n1,2\n')).rejects.toThrow('No heading of this file is known.');
    await expect(load('')).rejects.toThrow('No heading of this file is known.');
  });
});

describe('a load', () => {
  const many = (count: number) =>
    `Email,First Name\n${Array.from({ length: count }, (_, n) => `p${n}@example.com,P${n}`).join('\n')}\n`;

  it('writes nothing in a dry run, not even a number', async () => {
    expect((await load(many(150), { dryRun: true })).counts).toMatchObject({ rows: 150, created: 150 });
    expect(await all()).toEqual([]);
    expect((await load(many(1))).counts.created).toBe(1);
    expect(await all()).toMatchObject([{ number: 'C-100001' }]);
  });

  it('stops after the batch it is in, with honest counts', async () => {
    const abort = new AbortController();
    const { counts } = await load(many(950), {
      signal: abort.signal,
      onProgress: ({ rows }) => {
        if (rows >= 300) abort.abort();
      },
    });
    expect(counts).toMatchObject({ rows: 300, created: 300 });
    expect(await all()).toHaveLength(300);
    expect((await load(many(950))).counts).toMatchObject({ created: 650, unchanged: 300 });
  });
});

describe('the program', () => {
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, ['src-server/load/main.ts', ...args], {
      cwd: path.join(import.meta.dirname, '../..'),
      env: { ...process.env, DATABASE_URL: url, PRIVACY_DIR: privacyDirOf(url) },
    });

  it('needs no more than a file, and says where it puts new customers', async () => {
    await addPeople(pool);
    const file = path.join(folder, 'people.csv');
    await writeFile(file, HUBSPOT);
    const { stdout } = await run(file);
    expect(stdout).toContain('New customers go to region east');
    expect(stdout).toMatch(/\d+ rows: \d+ created, 0 updated, 0 unchanged, \d+ failed/);
    expect((await all())[0]?.region).toBe('east');
  });

  it('refuses a region nobody works in, and names those there are', async () => {
    await addPeople(pool);
    const file = path.join(folder, 'people.csv');
    await writeFile(file, HUBSPOT);
    await expect(run(file, '--region', 'moon')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('east, north'),
    });
    expect(await all()).toEqual([]);
  });
});
