/** The names that preload and main share. The page itself sees a port and nothing else. */
export const CONNECT_CHANNEL = 'callbook:connect';
export const PORT_CHANNEL = 'callbook:port';
/** The page's message to the preload when it is ready to take the port. */
export const READY_MESSAGE = 'callbook:ready';
