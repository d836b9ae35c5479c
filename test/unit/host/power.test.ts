import { describe, expect, it } from 'vitest';
import { onBatteryByPmset, onBatteryBySupplies, onBatteryByWin32 } from '../../../main/core/host/power.ts';
import { capture } from '../support/captures.ts';

describe('the battery', () => {
  it('is in use on Linux when it discharges and nothing else feeds the machine', () => {
    expect(
      onBatteryBySupplies([
        { type: 'Mains', online: '0' },
        { type: 'Battery', status: 'Discharging' },
      ]),
    ).toBe(true);
    expect(
      onBatteryBySupplies([
        { type: 'Mains', online: '0' },
        { type: 'Battery', status: 'Unknown' },
      ]),
    ).toBe(true);
    expect(
      onBatteryBySupplies([
        { type: 'Mains', online: '1' },
        { type: 'Battery', status: 'Discharging' },
      ]),
    ).toBe(false);
    expect(onBatteryBySupplies([{ type: 'Battery', status: 'Full' }])).toBe(false);
    expect(onBatteryBySupplies([{ type: 'Battery', status: 'Unknown' }])).toBeNull();
  });

  it('of a mouse is not the machine’s', () => {
    expect(onBatteryBySupplies([{ type: 'Battery', scope: 'Device', status: 'Discharging' }])).toBe(false);
  });

  it('is what pmset says the power is drawn from', () => {
    expect(onBatteryByPmset(capture('host/macos-pmset-battery.txt'))).toBe(true);
    expect(onBatteryByPmset(capture('host/macos-pmset-mains.txt'))).toBe(false);
    expect(onBatteryByPmset(capture('host/macos-pmset-desktop.txt'))).toBe(false);
    expect(onBatteryByPmset("Now drawing from 'UPS Power'\n")).toBe(true);
    for (const text of ['', 'No power', "Now drawing from 'Fusion Power'"]) expect(onBatteryByPmset(text)).toBeNull();
  });

  it('is what Windows calls discharging, low or critical', () => {
    expect(onBatteryByWin32(capture('host/windows-battery-discharging.json'))).toBe(true);
    expect(onBatteryByWin32(capture('host/windows-battery-mains.json'))).toBe(false);
    expect(onBatteryByWin32('')).toBe(false);
    for (const text of ['{', '{"BatteryStatus":"1"}', '{"BatteryStatus":99}', 'null']) {
      expect(onBatteryByWin32(text)).toBeNull();
    }
  });
});
