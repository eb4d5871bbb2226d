/** How customers answered a category: counts, and how many by the default left standing. */
import { Button, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { count } from '#renderer/app/texts/format.ts';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import type { ResponseCount } from '#shared/configuration/commands.ts';
import type { ProfileCategory } from '#shared/configuration/schema.ts';
import { useIsOnline } from './use-command.ts';

export function ResponseStatistic({ category }: { category: ProfileCategory }) {
  const [counts, setCounts] = useState<readonly ResponseCount[] | null>(null);
  const [problem, setProblem] = useState<ProblemCode | null>(null);
  const isOnline = useIsOnline();
  const ask = () => {
    setProblem(null);
    api.configuration
      .statistic({ category: category.code })
      .then(setCounts, (error) => setProblem(problemOf(error)));
  };
  return (
    <div>
      <Button variant="default" onClick={ask} disabled={!isOnline}>
        Count the answers
      </Button>
      {problem && <ProblemPanel code={problem} />}
      {counts?.length === 0 && <Text size="sm">No customer in your area has answered this.</Text>}
      {counts !== null && counts.length > 0 && (
        <Table verticalSpacing={4} aria-label="Answers">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Response</Table.Th>
              <Table.Th ta="right">Customers</Table.Th>
              <Table.Th ta="right">By default</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {counts.map(({ response, customers, defaulted }) => (
              <Table.Tr key={response}>
                <Table.Td>{nameOf(category, response)}</Table.Td>
                <Table.Td ta="right">{count(customers)}</Table.Td>
                <Table.Td ta="right">{count(defaulted)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </div>
  );
}

function nameOf({ responses }: ProfileCategory, code: string): string {
  const found = responses.find((one) => one.code === code);
  if (!found) return code;
  return found.active ? found.description : `${found.description} (archived)`;
}
