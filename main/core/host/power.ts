import * as v from 'valibot';
import type { HostPower } from '../model/snapshot.ts';

type OnBattery = HostPower['onBattery'];

/** One folder of `/sys/class/power_supply`: its files by name, without the final newline. */
export type PowerSupply = Readonly<Partial<Record<'type' | 'online' | 'status' | 'scope', string>>>;

/**
 * Whether a Linux machine runs on its battery, by the rule of systemd's `ConditionACPower`: any supply that is online is
 * mains, and a machine without a battery of its own is on mains. Batteries of mice and keyboards (`scope` is `Device`)
 * do not count.
 */
export function onBatteryBySupplies(supplies: readonly PowerSupply[]): OnBattery {
  const own = supplies.filter((one) => one.scope !== 'Device');
  if (own.some((one) => one.type !== 'Battery' && one.online === '1')) return false;
  const batteries = own.filter((one) => one.type === 'Battery');
  if (batteries.length === 0) return false;
  if (batteries.some((one) => one.status === 'Discharging')) return true;
  if (batteries.every((one) => ['Charging', 'Full', 'Not charging'].includes(one.status ?? ''))) return false;
  return own.some((one) => one.type !== 'Battery' && one.online === '0') ? true : null;
}

/** The first line of `pmset -g batt`: `Now drawing from 'AC Power'`; a UPS counts as a battery. */
export function onBatteryByPmset(text: string): OnBattery {
  const from = /^Now drawing from '([^']+)'/m.exec(text)?.[1];
  if (from === undefined) return null;
  return from === 'AC Power' ? false : from === 'Battery Power' || from === 'UPS Power' ? true : null;
}

/** The command that Microsoft documents for it, for a machine where no desktop shell can be asked. */
export const windowsBatteryCommand = [
  '-NoProfile',
  '-NonInteractive',
  '-Command',
  '@(Get-CimInstance -ClassName Win32_Battery | Select-Object -Property BatteryStatus) | ConvertTo-Json -Compress',
] as const;

const batterySchema = v.object({ BatteryStatus: v.number() });
const batteriesSchema = v.union([
  v.array(batterySchema),
  v.pipe(
    batterySchema,
    v.transform((one) => [one]),
  ),
]);

/**
 * `Win32_Battery.BatteryStatus`: 1 discharging, 4 low, 5 critical; 2 and 6 to 9 are on mains. Nothing at all is printed by a
 * machine without a battery, and PowerShell prints one object without the brackets of a list.
 */
export function onBatteryByWin32(text: string): OnBattery {
  if (text.trim() === '' || text.trim() === '[]') return false;
  try {
    const parsed = v.safeParse(batteriesSchema, JSON.parse(text));
    if (!parsed.success) return null;
    const states = parsed.output.map((one) => one.BatteryStatus);
    if (states.some((state) => [1, 4, 5].includes(state))) return true;
    return states.every((state) => [2, 3, 6, 7, 8, 9, 11].includes(state)) ? false : null;
  } catch {
    return null;
  }
}
