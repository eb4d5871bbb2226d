/** All keys on one sheet. */
import { Modal, Table } from '@mantine/core';
import { KeyHint } from '#renderer/components/key-hint.tsx';
import { useShortcutSheet } from './use-shortcuts.ts';

const SHORTCUTS: readonly [keys: string, what: string][] = [
  ['/ or Ctrl F', 'Find a customer'],
  ['Ctrl K', 'Go to a customer, or do something'],
  ['↑ ↓', 'Choose a result'],
  ['Enter', 'Open the result'],
  ['Ctrl Enter', 'Open the result behind; in a comment: add it'],
  ['Esc', 'Clear the find box; leave the form'],
  ['Ctrl Alt N', 'Register a customer'],
  ['E', 'Edit the customer'],
  ['Ctrl S', 'Save the form'],
  ['Alt 1 to 4', 'In the form: say why'],
  ['C', 'Write a comment'],
  ['Alt N', 'Start a contact; go to its notes'],
  ['Alt T', 'Go to the ticklers of the customer'],
  ['Alt P', 'Open the profile drawer'],
  ['Ctrl PageUp / PageDown', 'Next and previous customer'],
  ['Ctrl W', 'Close the customer'],
  ['?', 'This sheet'],
];

export function ShortcutSheet() {
  const { opened } = useShortcutSheet();
  return (
    <Modal
      opened={opened}
      onClose={() => useShortcutSheet.setState({ opened: false })}
      title="Keyboard shortcuts"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Table verticalSpacing={5}>
        <Table.Tbody>
          {SHORTCUTS.map(([keys, what]) => (
            <Table.Tr key={keys}>
              <Table.Td>{what}</Table.Td>
              <Table.Td ta="right">
                <KeyHint keys={keys} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
