import type { PowerMonitor } from 'electron';
import type { PowerEvents } from '../core/host/host-monitor.ts';

/** What Electron's `powerMonitor` says, as the core takes it. May only be made after the app is ready. */
export function electronPowerEvents(powerMonitor: PowerMonitor): PowerEvents {
  return {
    onBattery: () => powerMonitor.isOnBatteryPower(),
    onSuspend(listener) {
      powerMonitor.on('suspend', listener);
      return () => powerMonitor.off('suspend', listener);
    },
    onResume(listener) {
      powerMonitor.on('resume', listener);
      return () => powerMonitor.off('resume', listener);
    },
  };
}
