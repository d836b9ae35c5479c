import { contextBridge, ipcRenderer } from 'electron';
import { channelOf } from './channels.ts';
import type { Bridge } from './contract.ts';

/** The only thing that the page gets. Channel names come from the contract; no event of Electron's reaches the page. */
const bridge: Bridge = {
  call: (name, ...args) => ipcRenderer.invoke(channelOf(name), args[0]),
  on(name, listener) {
    const forward = (_event: unknown, value: Parameters<typeof listener>[0]) => listener(value);
    ipcRenderer.on(channelOf(name), forward);
    return () => {
      ipcRenderer.removeListener(channelOf(name), forward);
    };
  },
};

contextBridge.exposeInMainWorld('sandman', bridge);
