/** Short messages at the edge of the window, about something that just happened. */
import { create } from 'zustand';

export type Notice = {
  id: number;
  tone: 'good' | 'attention';
  title: string;
  detail?: string;
  action?: { label: string; run: () => void };
};

type NoticesStore = {
  notices: readonly Notice[];
  tell: (notice: Omit<Notice, 'id'>) => void;
  dismiss: (id: number) => void;
  dismissAll: () => void;
};

const SHOWN_AT_ONCE = 3;
let lastId = 0;

export const useNotices = create<NoticesStore>((set) => ({
  notices: [],
  tell: (notice) => {
    lastId += 1;
    const added = { ...notice, id: lastId };
    set(({ notices }) => ({ notices: [...notices, added].slice(-SHOWN_AT_ONCE) }));
  },
  dismissAll: () => set({ notices: [] }),
  dismiss: (id) => set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
}));
