import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';

const sizeSchema = v.object({
  width: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(20_000)),
  height: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(20_000)),
});
export type WindowSize = v.InferOutput<typeof sizeSchema>;

/** Remembers how large a window was left. What cannot be read or written is forgotten: it is a comfort, not a setting. */
export class RememberedSize {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  read(): WindowSize | null {
    try {
      return v.parse(sizeSchema, JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch {
      return null;
    }
  }

  write({ width, height }: WindowSize): void {
    const temporary = `${this.#file}.${process.pid}.tmp`;
    try {
      mkdirSync(path.dirname(this.#file), { recursive: true, mode: 0o700 });
      writeFileSync(temporary, JSON.stringify({ width, height }));
      renameSync(temporary, this.#file);
    } catch {
      removeIfThere(temporary);
    }
  }
}

function removeIfThere(file: string): void {
  try {
    rmSync(file);
  } catch {
    // It was never made.
  }
}
