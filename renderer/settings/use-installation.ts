import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Installation } from '../../main/core/model/desktop.ts';
import type { Bridge } from '../../preload/contract.ts';

/** What is true of this installation, read when the section opens, when the window comes to the front, and when asked to. */
export function useInstallation(bridge: Bridge): readonly [Installation | null, () => void] {
  const [installation, setInstallation] = useState<Installation | null>(null);
  const look = useCallback(() => {
    bridge.call('installation').then(setInstallation, () => {});
  }, [bridge]);
  useEffect(() => {
    look();
    // Meanwhile it may have been changed in the settings of the system.
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [look]);
  return [installation, look];
}
