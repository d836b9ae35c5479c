import type { KeyService } from '../../main/core/apikey/key-service.ts';
import { noKeyState, type KeyState } from '../../main/core/apikey/key-state.ts';
import type { AppState } from '../../main/core/model/app-state.ts';
import { Emitter } from '../../main/core/model/emitter.ts';
import { previewSchedule } from '../../main/core/watch/schedule-views.ts';
import type { ServiceWithPast } from '../../main/core/history/past.ts';
import { pastOf } from './past.ts';
import { sceneAtMs, type Scene } from './scene.ts';

/** What stands in for the watcher in a picture: it shows a scene, and does nothing. */
export class SceneService {
  readonly #states = new Emitter<AppState>();
  readonly #keys = new Emitter<KeyState>();
  #scene: Scene;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  show(scene: Scene): void {
    this.#scene = scene;
    this.#states.emit(scene.state);
    this.#keys.emit(scene.key ?? noKeyState);
  }

  service(): ServiceWithPast {
    const done = () => Promise.resolve({ ok: true as const });
    const parts: Partial<ServiceWithPast> = {
      start: () => Promise.resolve(),
      dispose: () => Promise.resolve(),
      getState: () => this.#scene.state,
      subscribe: (listener) => this.#states.on(listener),
      onEvent: () => () => {},
      lookNow: () => Promise.resolve(),
      setAttention: () => {},
      previewSchedule: (cron) => Promise.resolve(previewSchedule(cron, sceneAtMs)),
      past: pastOf(() => this.#scene.state),
    };
    return withDefault(parts, done) as ServiceWithPast;
  }

  keys(): KeyService {
    const done = () => Promise.resolve({ ok: true as const });
    const parts = {
      getState: () => this.#scene.key ?? noKeyState,
      subscribe: (listener: (state: KeyState, before: KeyState) => void) =>
        this.#keys.on((state) => listener(state, state)),
      dispose: () => Promise.resolve(),
    };
    return withDefault(parts, done) as unknown as KeyService;
  }
}

/** Every other thing that it is asked to do is done by doing nothing. */
function withDefault(parts: object, otherwise: () => Promise<unknown>): object {
  return new Proxy(parts, { get: (target, name): unknown => Reflect.get(target, name) ?? otherwise });
}
