/** A table of entries of the configuration, each of which opens. */
import { Button, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './work-with.module.css';

type Item = { id: string; entry: { code: string } };
type EntryTableProps<I extends Item> = {
  items: readonly I[];
  onOpen: (item: I) => void;
  /** What stands in the cells of a row, by the heads of their columns. */
  columns: Record<string, (entry: I['entry']) => ReactNode>;
};

export function EntryTable<I extends Item>({ items, onOpen, columns }: EntryTableProps<I>) {
  const shown = Object.entries(columns);
  return (
    <div className={classes.table}>
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            {shown.map(([head]) => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
            <Table.Th aria-label="Open" />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <Table.Tr key={item.id}>
              {shown.map(([head, cell]) => (
                <Table.Td key={head} className={head === 'Code' ? classes.code : undefined}>
                  {cell(item.entry)}
                </Table.Td>
              ))}
              <Table.Td ta="right">
                <Button variant="subtle" onClick={() => onOpen(item)} aria-label={`Open ${item.entry.code}`}>
                  Open
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
