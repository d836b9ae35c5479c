import type { AppState } from '../core/model/app-state.ts';
import type { WatchEvent } from '../core/model/events.ts';
import type { ServiceWithPast } from '../core/history/past.ts';

export interface ServiceListener {
  readonly onState: (state: AppState) => void;
  readonly onEvent: (event: WatchEvent) => void;
}

/** The service in use. The demo takes the place of the real one without a restart. */
export class ServiceHolder {
  readonly #listener: ServiceListener;
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
   * Ends the present service before the next one begins: both would want the same control socket. Whoever asks while that is
   * under way waits for the same one.
   */
  replaceOnce(make: () => Promise<ServiceWithPast>): Promise<void> {
    this.#replacing ??= this.#replace(make).finally(() => (this.#replacing = null));
    return this.#replacing;
  }

  async #replace(make: () => Promise<ServiceWithPast>): Promise<void> {
    await this.#service.dispose();
    this.#service = await make();
    this.#listen(this.#service);
    await this.#service.start();
  }

  #listen(service: ServiceWithPast): void {
    service.subscribe((state) => this.#listener.onState(state));
    service.onEvent((event) => this.#listener.onEvent(event));
  }
}
