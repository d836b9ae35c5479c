import type { Clock } from '../host/clock.ts';
import type { Notice } from '../model/decision.ts';
import type { WatchEvent } from '../model/events.ts';
import type { Recorder } from './recorder.ts';

/** The memory notices that are up: each goes to the ledger and to whoever shows it, and so does its end. */
export class NoticeBoard {
  readonly #clock: Clock;
  readonly #record: Recorder;
  readonly #emit: (event: WatchEvent) => void;
  readonly #up = new Map<string, Notice>();

  constructor(clock: Clock, record: Recorder, emit: (event: WatchEvent) => void) {
    this.#clock = clock;
    this.#record = record;
    this.#emit = emit;
  }

  put(notice: Notice): void {
    this.#up.set(notice.id, notice);
    this.#record.notice(notice, notice.nothingToStop ? 'nothing-to-stop' : 'notice');
    this.#emit({ type: 'notice', atMs: this.#clock.wallMs(), notice });
  }

  take(noticeId: string): void {
    const notice = this.#up.get(noticeId);
    if (!notice) return;
    this.#up.delete(noticeId);
    this.#record.notice(notice, 'notice-cleared');
    this.#emit({ type: 'notice-cleared', atMs: this.#clock.wallMs(), noticeId });
  }
}
