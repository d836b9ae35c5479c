import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Lab } from '../../lab/lab.ts';
import { labWatcher } from '../../lab/lab-watcher.ts';
import { minute, settingsWith } from '../../unit/support/watched.ts';

const hour = 60 * minute;

interface Inspection {
  readonly atMs: number;
  /** It is the one that decided about a stop. */
  readonly isLastLook: boolean;
}

describe('a whole day of watching', () => {
  let lab: Lab;
  let looks = 0;
  let inspections: readonly Inspection[] = [];
  let requestsPerMinuteAtRest = 0;
  let commandsAtRest = 0;

  beforeAll(async () => {
    lab = await Lab.start({
      sbx: {
        sandboxes: [
          { name: 'forgotten', light: true },
          { name: 'attached', light: true, sessions: 1 },
          { name: 'off', light: true, status: 'stopped' },
        ],
      },
      containers: { sandboxes: [{ name: 'old', light: true }] },
    });
    const machine = { onBattery: false, asleep: false };
    const { clock, watcher, ledger } = labWatcher({
      env: lab.env,
      settings: settingsWith({ watchOnly: true }),
      surroundings: () => machine,
    });
    watcher.subscribe(() => (looks += 1));
    const inspected: Inspection[] = [];
    let seen = 0;
    let written = 0;
    const noteInspections = () => {
      const decided = ledger.slice(written).some((one) => one.decision === 'would-stop' && one.sandbox === 'forgotten');
      for (const { args } of lab.calls.slice(seen))
        if (args[0] === 'inspect' && args[1] === 'forgotten')
          inspected.push({ atMs: clock.monotonicMs(), isLastLook: decided });
      seen = lab.calls.length;
      written = ledger.length;
    };
    const pass = async (ms: number) => {
      const untilMs = clock.monotonicMs() + ms;
      while (clock.monotonicMs() < untilMs) {
        await clock.next();
        noteInspections();
      }
    };
    await watcher.start();
    await pass(3 * hour);
    const before = lab.calls.length;
    await pass(4 * hour);
    const sbxCalls = lab.calls.slice(before).filter((call) => call.program !== 'engine');
    requestsPerMinuteAtRest = sbxCalls.length / (4 * 60);
    commandsAtRest = sbxCalls.filter((call) => call.program === 'sbx').length;
    for (let visit = 0; visit < 3; visit += 1) {
      watcher.setAttention(true);
      await pass(2 * minute);
      watcher.setAttention(false);
      await pass(hour);
    }
    machine.onBattery = true;
    await pass(5 * hour);
    machine.asleep = true;
    clock.sleep(8 * hour);
    await pass(2 * minute);
    machine.asleep = false;
    await pass(2 * hour);
    inspections = inspected;
    await watcher.dispose();
  }, 240_000);

  afterAll(() => lab.dispose());

  it('looks all the time', () => {
    expect(looks).toBeGreaterThan(2_000);
    expect(lab.callsTo('sandboxd', 'GET', '/sandbox').length).toBeGreaterThan(2_000);
  });

  it('causes nothing: no daemon or VM that starts, no session, no change, no question, no telemetry', () => {
    expect(lab.sideEffects).toEqual([]);
    expect(lab.calls.filter((call) => ['exec', 'run', 'start', 'create', 'stop'].includes(call.args[0] ?? ''))).toEqual(
      [],
    );
    expect(lab.box('sbx', 'off').vm).toBeNull();
    expect(lab.box('sbx', 'forgotten').vm).not.toBeNull();
  });

  it('asks nothing but questions', () => {
    const asked = new Set(
      lab.calls.map((call) => [call.program, ...call.args.slice(0, 2)].join(' ').replace(/[0-9a-f]{64}/, 'ID')),
    );
    expect([...asked].sort()).toEqual([
      'engine GET /containers/ID/json',
      'engine GET /containers/ID/stats',
      'engine GET /containers/json',
      'sandboxd GET /daemon/health',
      'sandboxd GET /daemon/info',
      'sandboxd GET /network/log',
      'sandboxd GET /sandbox',
      'sbx inspect attached',
      'sbx inspect forgotten',
      'sbx-docker GET /containers/ID/stats',
      'sbx-docker GET /containers/json',
    ]);
  });

  it('runs no command at rest, and asks at most six questions a minute', () => {
    expect(commandsAtRest).toBe(0);
    expect(requestsPerMinuteAtRest).toBeLessThanOrEqual(6);
    expect(requestsPerMinuteAtRest).toBeGreaterThan(4);
  });

  it('asks for the sessions of a sandbox no more often than every 30 s, but for the last look before a stop', () => {
    const lastLooks = inspections.filter((one) => one.isLastLook).length;
    const usual = inspections.filter((one) => !one.isLastLook).map((one) => one.atMs);
    const gaps = usual.slice(1).map((atMs, index) => atMs - (usual[index] ?? 0));
    expect(lastLooks).toBe(1);
    expect(usual.length).toBeGreaterThan(10);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(30_000);
  });
});
