import type { TextBridge } from '../preload/contract.ts';

declare global {
  interface Window {
    readonly sandman: TextBridge;
  }
}
