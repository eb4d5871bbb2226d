/** What a comment is, why it is written and who sees it. */
import { Checkbox, Group, NativeSelect } from '@mantine/core';
import { COMMENT_KIND_TEXTS, VISIBILITY_TEXTS } from '#renderer/app/texts/contact.ts';
import { TemplateSelect } from '#renderer/components/template-select.tsx';
import { PLAIN_COMMENT, useCommentDrafts } from '#renderer/state/comment-drafts.ts';
import { useReasons } from '#renderer/state/reasons.ts';
import { COMMENT_KINDS, COMMENT_VISIBILITIES } from '#shared/comment/schema.ts';

export function CommentOptionsRow({ customerId }: { customerId: string }) {
  const options = useCommentDrafts((state) => state.drafts[customerId]?.options ?? PLAIN_COMMENT);
  const text = useCommentDrafts((state) => state.drafts[customerId]?.text ?? '');
  const { choose, write } = useCommentDrafts.getState();
  const reasons = useReasons('comment');
  return (
    <Group gap="xs" mt={6}>
      <NativeSelect
        size="xs"
        aria-label="Kind of comment"
        data={COMMENT_KINDS.map((value) => ({ value, label: COMMENT_KIND_TEXTS[value] }))}
        value={options.kind}
        onChange={(event) => choose(customerId, { kind: oneOf(COMMENT_KINDS, event.currentTarget.value) })}
      />
      {reasons.length > 0 && (
        <NativeSelect
          size="xs"
          aria-label="Reason of the comment"
          data={[{ value: '', label: 'No reason' }, ...reasons]}
          value={options.reasonCode}
          onChange={(event) => choose(customerId, { reasonCode: event.currentTarget.value })}
        />
      )}
      <NativeSelect
        size="xs"
        aria-label="Who sees the comment"
        data={COMMENT_VISIBILITIES.map((value) => ({ value, label: VISIBILITY_TEXTS[value] }))}
        value={options.visibility}
        onChange={(event) =>
          choose(customerId, { visibility: oneOf(COMMENT_VISIBILITIES, event.currentTarget.value) })
        }
      />
      <TemplateSelect text={text} onChange={(next) => write(customerId, next)} />
      <Checkbox
        size="xs"
        label="Pin"
        checked={options.pinned}
        onChange={(event) => choose(customerId, { pinned: event.currentTarget.checked })}
      />
      <Checkbox
        size="xs"
        label="Follow up"
        checked={options.followUp ?? false}
        onChange={(event) => choose(customerId, { followUp: event.currentTarget.checked })}
      />
    </Group>
  );
}

function oneOf<T extends string>(values: readonly [T, ...T[]], value: string): T {
  return values.find((one) => one === value) ?? values[0];
}
