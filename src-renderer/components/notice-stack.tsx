/** The notices at the edge of the window. They leave by themselves, but not while pointed at or focused. */
import { Button, CloseButton } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { type Notice, useNotices } from '#renderer/state/notices.ts';
import classes from './notice-stack.module.css';

const SHOWN_MS = { good: 10_000, attention: 30_000 };

export function NoticeStack() {
  const notices = useNotices((state) => state.notices);
  return (
    <section className={classes.stack} aria-label="Notices" aria-live="polite">
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function NoticeCard({ notice }: { notice: Notice }) {
  const dismiss = useNotices((state) => state.dismiss);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismiss(notice.id), SHOWN_MS[notice.tone]);
    return () => clearTimeout(timer);
  }, [held, dismiss, notice]);
  const hold = { onMouseEnter: () => setHeld(true), onMouseLeave: () => setHeld(false) };
  const focus = { onFocus: () => setHeld(true), onBlur: () => setHeld(false) };
  return (
    <div className={classes.notice} data-tone={notice.tone} {...hold} {...focus}>
      {notice.tone === 'good' ? (
        <IconCheck size={16} aria-hidden />
      ) : (
        <IconAlertTriangle size={16} aria-hidden />
      )}
      <div className={classes.words}>
        <div className={classes.title}>{notice.title}</div>
        {notice.detail && <div className={classes.detail}>{notice.detail}</div>}
      </div>
      {notice.action && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            dismiss(notice.id);
            notice.action?.run();
          }}
        >
          {notice.action.label}
        </Button>
      )}
      <CloseButton size={24} iconSize={14} aria-label="Dismiss notice" onClick={() => dismiss(notice.id)} />
    </div>
  );
}
