import { contextBridge, ipcRenderer } from 'electron';
import { channelOf } from './channels.ts';
import type { TextBridge } from './contract.ts';

/** The only thing that the page gets. Channel names come from the contract; no event of Electron's reaches the page. */
const bridge: TextBridge = {
  call: (name, args) => ipcRenderer.invoke(channelOf(name), args) as Promise<string>,
  on(name, listener) {
    const forward = (_event: unknown, json: string) => listener(json);
    ipcRenderer.on(channelOf(name), forward);
    return () => {
      ipcRenderer.removeListener(channelOf(name), forward);
    };
  },
};

contextBridge.exposeInMainWorld('sandman', bridge);
