/** Names the replication of every collection. Never change it: RxDB starts one with another name from zero and pushes everything again. */
export const IDENTIFIER = 'callbook';
