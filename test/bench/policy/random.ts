/** A stream of random numbers that depends on its seeds alone (sfc32), so that every life can be made again. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(...seeds: readonly number[]) {
    let hash = 0x9e3779b9;
    const mix = (value: number): number => {
      hash = Math.imul(hash ^ value, 0x85ebca6b);
      hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
      return (hash ^= hash >>> 16);
    };
    for (const seed of seeds) mix(seed >>> 0);
    this.#a = mix(1);
    this.#b = mix(2);
    this.#c = mix(3);
    for (let turn = 0; turn < 12; turn += 1) this.next();
  }

  /** From 0 to below 1. */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** A whole number, both ends included. */
  whole(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1));
  }

  /** Every order of magnitude between the two is as likely as the other; both above zero. */
  logBetween(low: number, high: number): number {
    return Math.exp(this.between(Math.log(low), Math.log(high)));
  }

  /** Log-normal around its median, and never above `most`. */
  logNormal(median: number, sigma: number, most: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return Math.min(most, median * Math.exp(sigma * radius * Math.cos(2 * Math.PI * this.next())));
  }

  /** One of the names, in proportion to its weight. */
  pick<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const names = Object.keys(weights) as Name[];
    let left = this.next() * names.reduce((sum, name) => sum + weights[name], 0);
    for (const name of names) {
      left -= weights[name];
      if (left < 0) return name;
    }
    return names[names.length - 1] as Name;
  }
}
