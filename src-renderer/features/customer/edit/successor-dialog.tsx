/** Asks which address comes first once the primary one is taken out, where more than one could. */
import { Button, Modal, Stack } from '@mantine/core';
import { addressLines } from '#shared/customer/address-format.ts';
import type { AddressElement } from '#shared/customer/contact-points.ts';

type SuccessorDialogProps = {
  /** Those that could; none while nothing is asked. */
  candidates: readonly AddressElement[];
  onChoose: (id: string) => void;
  onCancel: () => void;
};

export function SuccessorDialog({ candidates, onChoose, onCancel }: SuccessorDialogProps) {
  return (
    <Modal
      opened={candidates.length > 0}
      onClose={onCancel}
      title="Which address comes first now?"
      size="sm"
      // Escape answers this question, and does not leave the form around it.
      onKeyDown={(event) => event.stopPropagation()}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="xs" p={4}>
        {candidates.map((address, at) => (
          <Button
            key={address.id}
            variant="default"
            justify="flex-start"
            onClick={() => onChoose(address.id)}
            data-autofocus={at === 0 || undefined}
          >
            {nameOf(address, at)}
          </Button>
        ))}
        <Button variant="subtle" onClick={onCancel}>
          Keep the address
        </Button>
      </Stack>
    </Modal>
  );
}

function nameOf(address: AddressElement, at: number): string {
  const place = addressLines(address).filter(Boolean).join(', ');
  return [address.nickname, place].filter(Boolean).join(': ') || `Address ${at + 1}`;
}
