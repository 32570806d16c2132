/** A small random generator that gives the same numbers on every machine (Lehmer, as C++'s minstd_rand). */
export class Random {
  private state: number;

  public constructor(seed: number) {
    this.state = seed % MODULUS;
    if (!Number.isInteger(seed) || this.state <= 0) throw new Error(`seed ${seed} is not usable; use an integer from 1 to ${MODULUS - 1}`);
  }

  /** An integer from 0 to `limit` - 1. */
  public below(limit: number): number {
    this.state = (this.state * 48271) % MODULUS;
    return Math.floor((this.state / MODULUS) * limit);
  }

  /** True in `percent` of 100 calls. */
  public chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  /** One of the entries. */
  public pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)];
  }

  /** From `least` to `most` entries, repeats included. */
  public some<T>(list: readonly T[], least: number, most: number): T[] {
    return Array.from({ length: least + this.below(most - least + 1) }, () => this.pick(list));
  }
}

const MODULUS = 2147483647;
