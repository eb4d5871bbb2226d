/**
 * The preload: fetches a port to the core for the page and tells it where it runs. It exposes no function, no
 * channel name and no Electron object.
 */
import { contextBridge, ipcRenderer } from 'electron';
import { CONNECT_CHANNEL, PORT_CHANNEL, READY_MESSAGE } from './channels.ts';

contextBridge.exposeInMainWorld('callbook', { host: 'electron' });

window.addEventListener('message', (event) => {
  const ours = event.source === window && event.origin === window.location.origin;
  if (ours && event.data?.type === READY_MESSAGE) ipcRenderer.send(CONNECT_CHANNEL);
});

ipcRenderer.on(PORT_CHANNEL, (event) => {
  window.postMessage({ type: PORT_CHANNEL }, window.location.origin, [...event.ports]);
});
