/** The dialog of whichever request is wished for. */
import { Modal } from '@mantine/core';
import { REQUEST_KIND_TEXTS } from '#renderer/app/texts/request.ts';
import { type RequestWish, useRequestDialog } from '#renderer/state/requests.ts';
import { ForgetForm } from './forget-form.tsx';
import { PartnerForm, SimpleForm } from './simple-forms.tsx';

export function RequestDialog() {
  const { wish, close } = useRequestDialog();
  return (
    <Modal
      opened={wish !== null}
      onClose={close}
      title={wish ? `${REQUEST_KIND_TEXTS[wish.kind]} ${wish.number}` : ''}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {wish && <Form key={`${wish.kind} ${wish.customerId}`} wish={wish} onDone={close} />}
    </Modal>
  );
}

function Form({ wish, onDone }: { wish: RequestWish; onDone: () => void }) {
  if (wish.kind === 'forget') return <ForgetForm wish={wish} onDone={onDone} />;
  if (wish.kind === 'partnerPassword') return <PartnerForm wish={wish} onDone={onDone} />;
  return <SimpleForm wish={wish} onDone={onDone} />;
}
