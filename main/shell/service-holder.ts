import type { Disposer } from '../core/host/clock.ts';
import type { AppState } from '../core/model/app-state.ts';
import type { WatchEvent } from '../core/model/events.ts';
import type { ServiceWithPast } from '../core/history/past.ts';

export interface ServiceListener {
  readonly onState: (state: AppState) => void;
  readonly onEvent: (event: WatchEvent) => void;
}

export type MakeService = () => Promise<ServiceWithPast>;

/** The service in use. The demo takes the place of the real one without a restart. */
export class ServiceHolder {
  readonly #listener: ServiceListener;
  readonly #heard: Disposer[] = [];
  #service: ServiceWithPast;
  #replacing: Promise<void> | null = null;

  constructor(service: ServiceWithPast, listener: ServiceListener) {
    this.#listener = listener;
    this.#service = service;
    this.#listen(service);
  }

  get current(): ServiceWithPast {
    return this.#service;
  }

  /**
   * Ends the present service before the next one begins: both would want the same control socket. Where the next one cannot be
   * made, `makeAgain` gives one like the present, and it rejects all the same. Whoever asks while that is under way waits for
   * the same one.
   */
  replaceOnce(make: MakeService, makeAgain?: MakeService): Promise<void> {
    this.#replacing ??= this.#replace(make, makeAgain).finally(() => (this.#replacing = null));
    return this.#replacing;
  }

  async #replace(make: MakeService, makeAgain: MakeService | undefined): Promise<void> {
    // What still comes of the one that ends would be told as if it were of the next.
    for (const unhear of this.#heard.splice(0)) unhear();
    await this.#service.dispose();
    let next: ServiceWithPast;
    try {
      next = await make();
    } catch (error) {
      if (makeAgain) await this.#take(await makeAgain());
      throw error;
    }
    await this.#take(next);
  }

  async #take(service: ServiceWithPast): Promise<void> {
    this.#service = service;
    this.#listen(service);
    await service.start();
  }

  #listen(service: ServiceWithPast): void {
    this.#heard.push(
      service.subscribe((state) => this.#listener.onState(state)),
      service.onEvent((event) => this.#listener.onEvent(event)),
    );
  }
}
