import type { ConnectionReader } from '../../../main/core/host/connections.ts';
import { wordsFor } from '../../../main/core/i18n/words.ts';
import type { LedgerEntry } from '../../../main/core/enforce/ledger.ts';
import type { AppState } from '../../../main/core/model/app-state.ts';
import type { WatchEvent } from '../../../main/core/model/events.ts';
import { silentLogger } from '../../../main/core/model/logger.ts';
import { memorySettingsStore } from '../../../main/core/settings/file-store.ts';
import { SettingsKeeper } from '../../../main/core/settings/keeper.ts';
import { Looker } from '../../../main/core/watch/looker.ts';
import { PortUse } from '../../../main/core/watch/port-use.ts';
import { ProblemList } from '../../../main/core/watch/problems.ts';
import { Watcher } from '../../../main/core/watch/watcher.ts';
import { notificationsFor } from '../../../main/shell/notification-view.ts';
import type { HostEvent } from './day.ts';
import { Random } from './random.ts';
import { Run } from './run.ts';
import { SimClock } from './sim-clock.ts';
import { drawConnectionManner, simConnections } from './sim-connections.ts';
import { SimRuntime } from './sim-runtime.ts';
import { SimSandbox } from './sim-sandbox.ts';
import { drawLife, restFactor, type HostDraw, type SimulationOptions } from './simulation.ts';
import type { Tally } from './tally.ts';

/** A jump forward of this size cannot be told from sleep. */
const noticeableMs = 30_000;
/** A wait that is longer than this is one for the next look, not for an answer of a runtime. */
const longestAnswerMs = 10_000;
const firstDay = Date.parse('2026-06-01T06:00:00Z');

export interface NoticeTime {
  /** Its person worked on that day, at whatever hour of it. */
  readonly workedDay: boolean;
  /** They were at the machine at that moment. */
  readonly present: boolean;
}

export interface UnderWatch {
  readonly draw: HostDraw;
  readonly options: SimulationOptions;
  readonly tally: Tally;
  /** A notification asked for attention (one that quietly takes the place of another does not), about an event of this type. */
  readonly onNotice: (type: WatchEvent['type'], when: NoticeTime) => void;
  readonly onLedger?: (entry: LedgerEntry) => void;
}

/** One host with the real watcher on it: real looks, idle clocks, policies and enforcement, over simulated sandboxes. */
export class HostUnderWatch {
  readonly #parts: UnderWatch;
  readonly #clock: SimClock;
  readonly #runtimes: readonly SimRuntime[];
  readonly #sandboxes: readonly SimSandbox[];
  readonly #connections: ConnectionReader;
  readonly #events: readonly HostEvent[];
  #nextEvent = 0;
  #watcher: Watcher | null = null;
  #done = false;

  constructor(parts: UnderWatch) {
    this.#parts = parts;
    const { draw, options } = parts;
    const random = new Random(options.seed, draw.host, 0, 2);
    this.#clock = new SimClock(firstDay + random.between(0, 365 * 86_400_000), draw.plan.monotonicCountsSleep);
    this.#events = draw.plan.events;
    this.#sandboxes = draw.runtimes.map((_, index) => this.#sandbox(index));
    const manner = drawConnectionManner(new Random(options.seed, draw.host, 0, 4));
    this.#connections = simConnections(this.#sandboxes, this.#clock, manner);
    this.#runtimes = [...new Set(draw.runtimes)].map(
      (id) =>
        new SimRuntime({
          id,
          clock: this.#clock,
          sandboxes: this.#sandboxes.filter((_, index) => draw.runtimes[index] === id),
          random,
          faultiness: draw.faultiness,
        }),
    );
  }

  get done(): boolean {
    return this.#done;
  }

  /** Goes on to the next thing that happens. What it begins has to be let go on before the next step. */
  step(): void {
    if (this.#watcher === null) return this.#startWatcher();
    const event = this.#events[this.#nextEvent];
    const { endMs } = this.#parts.draw.plan;
    this.#skipToWork();
    const dueMs = this.#clock.nextDueMs();
    if (Math.min(event?.atMs ?? endMs, dueMs) >= endMs) return this.#finish(endMs);
    if (event && event.atMs <= dueMs) {
      this.#nextEvent += 1;
      this.#clock.moveTo(event.atMs);
      return this.#happens(event);
    }
    this.#clock.moveTo(dueMs);
    this.#clock.runDue();
  }

  #sandbox(index: number): SimSandbox {
    const { draw, options, tally } = this.#parts;
    const runtime = draw.runtimes[index] ?? 'sbx';
    const life = drawLife(options.seed, draw, index);
    const run = new Run({
      life,
      tally,
      deadlines: options.deadlines,
      random: new Random(options.seed, draw.host, index, 3),
      host: draw.host,
      sandbox: index,
      runtime,
      sessionsAreTold: runtime === 'sbx',
    });
    return new SimSandbox(index, runtime, this.#clock, life, run);
  }

  /**
   * While nothing runs there is nothing to see: the looks until work begins, or something happens to the host, are left out.
   * The first look after that finds a start, as it would have otherwise.
   */
  #skipToWork(): void {
    const { awakeMs } = this.#clock;
    if (this.#clock.nextDueMs() - awakeMs < longestAnswerMs) return;
    for (const one of this.#sandboxes) one.advance();
    if (this.#sandboxes.some((one) => one.run.running || one.life.segment.busy)) return;
    if (this.#runtimes.some((one) => one.fails)) return;
    const workMs = Math.min(...this.#sandboxes.map((one) => one.life.workBeginsMs()));
    const eventMs = this.#events[this.#nextEvent]?.atMs ?? this.#parts.draw.plan.endMs;
    this.#clock.skipTo(Math.min(workMs, eventMs), restFactor * this.#parts.options.settings.pollIntervalMs);
  }

  #happens(event: HostEvent): void {
    switch (event.kind) {
      case 'sleep':
        this.#clock.sleep(event.forMs);
        return this.#beginAnew();
      case 'jump':
        this.#clock.jumpWall(event.byMs);
        // A wall clock that is put forward looks just like a night's sleep.
        if (event.byMs >= noticeableMs) this.#beginAnew();
        return;
      case 'restart':
        this.#clock.dropTimers();
        this.#beginAnew();
        return this.#startWatcher();
      case 'outage':
        for (const runtime of this.#runtimes) runtime.fail(event.how, event.forMs);
    }
  }

  #beginAnew(): void {
    for (const one of this.#sandboxes) {
      one.advance();
      one.run.observer.beginAnew();
    }
  }

  #startWatcher(): void {
    const { draw, options, onLedger, onNotice } = this.#parts;
    const { totalMemoryBytes: totalBytes } = draw;
    const host = { totalBytes, availableBytes: totalBytes / 2 };
    const settings = new SettingsKeeper(memorySettingsStore(options.settings), options.settings, () => {});
    const watcher = new Watcher({
      version: '0.0.0',
      demo: false,
      enforcing: true,
      clock: this.#clock,
      looker: new Looker({
        runtimes: this.#runtimes,
        hostMemory: { read: () => Promise.resolve(host) },
        clock: this.#clock,
        logger: silentLogger,
        portUse: new PortUse(this.#connections),
      }),
      runtimes: this.#runtimes,
      settings,
      ledger: { write: (entry) => onLedger?.(entry), flush: () => Promise.resolve() },
      problems: new ProblemList(),
    });
    watcher.onEvent((event) => {
      // A process that has ended shows nothing any more.
      if (this.#watcher !== watcher) return;
      for (const change of notificationsFor(event, wordsFor('en'), undefined, this.#untouchedMs()))
        if (change.kind === 'show' && !change.view.quiet) onNotice(event.type, this.#noticeTime());
    });
    if (this.#parts.options.explain) watcher.subscribe((state) => this.#explain(state));
    this.#watcher = watcher;
    void watcher.start();
  }

  /** Notes which votes stand against the idleness of what is idle. */
  #explain({ sandboxes }: AppState): void {
    for (const { name, fresh, activity } of sandboxes) {
      const run = this.#sandboxes.find((one) => one.name === name)?.run;
      if (!fresh) run?.held('not seen');
      else if (activity.inGrace) run?.held('grace');
      for (const { signal, says } of activity.votes)
        if (says === 'busy' || says === 'unknown') run?.held(`${signal} ${says}`);
    }
  }

  /** Longer than this is as long as it takes to have gone; who is at the machine is taken to touch it all the time. */
  #untouchedMs(): number {
    const { awakeMs } = this.#clock;
    const { days } = this.#parts.draw.plan;
    const ends = days.flatMap(({ presence }) => presence.filter(({ startMs }) => startMs <= awakeMs));
    const lastMs = Math.max(0, ...ends.map(({ endMs }) => endMs));
    return Math.max(0, awakeMs - lastMs);
  }

  #noticeTime(): NoticeTime {
    const { awakeMs } = this.#clock;
    const day = this.#parts.draw.plan.days.find((one) => awakeMs < one.endMs);
    return {
      workedDay: day?.worked ?? false,
      present: day?.presence.some((block) => awakeMs >= block.startMs && awakeMs < block.endMs) ?? false,
    };
  }

  #finish(endMs: number): void {
    this.#clock.moveTo(endMs);
    this.#clock.dropTimers();
    for (const one of this.#sandboxes) {
      one.advance();
      one.run.finish(endMs);
    }
    this.#done = true;
  }
}
