import { inspect } from 'node:util';

const shown = '[secret]';

/**
 * A value that may not be seen. It cannot be printed, serialised or interpolated by accident: every usual way to text gives
 * `[secret]`, and the value is in no property. Only `reveal` gives it out, and every use of that can be searched for.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return shown;
  }

  toJSON(): string {
    return shown;
  }

  [Symbol.toPrimitive](): string {
    return shown;
  }

  [inspect.custom](): string {
    return shown;
  }
}
