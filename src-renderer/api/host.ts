/** Which host this page runs in. */
declare global {
  interface Window {
    /** Set by the preload of the Electron host. */
    callbook?: { host: 'electron' };
  }
}

/** True in the Electron host, where the core opens the system browser by itself. */
export function isElectron(): boolean {
  return window.callbook?.host === 'electron';
}
