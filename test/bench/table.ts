/** The table of a benchmark run, as Markdown. */
export type Row = [what: string, value: string, ratio: string];

export type Report = { customers: number; machine: string; rows: Row[]; keystrokes: number };

export function renderTable({ customers, machine, rows, keystrokes }: Report): string {
  return [
    '# Benchmarks',
    '',
    'The last run of `npm run bench`. Ratios are against the row marked 1 above or below them, in the same run; they',
    'travel between machines, the figures beside them do not.',
    '',
    `- ${customers.toLocaleString('en')} customers, seeded demo data, a user whose scope is all of them`,
    `- ${machine}`,
    `- Search: ${keystrokes.toLocaleString('en')} keystrokes of names, numbers, phones and e-mails, typed letter by letter`,
    '- The backend and PostgreSQL ran on the same machine, at the same time as the first sync',
    '',
    '| measured | value | ratio |',
    '|---|---:|---:|',
    ...rows.map(([what, value, ratio]) => `| ${what} | ${value} | ${ratio} |`),
    '',
  ].join('\n');
}
