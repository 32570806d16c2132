/** What an expression asked for and only a cluster can know. While a value of it is asked for, it throws itself. */
export class Unknowns {
  private reasons: string[] = [];

  /** The value of a field that nobody knows here: whoever reads it learns why. Loops and comparisons of whole maps do not meet it. */
  hide(object: object, field: string, reason: string): void {
    Object.defineProperty(object, field, { get: () => { throw this.touched(reason); }, enumerable: false, configurable: true });
  }

  /** What to throw where something is asked for that nobody knows here. */
  touched(reason: string): NotKnownHere {
    this.reasons.push(reason);
    return new NotKnownHere(reason);
  }

  /** Runs an evaluation, and says why it cannot be trusted where it failed after something unknown was touched. */
  watch<T>(run: () => T): { readonly value: T } | { readonly error: Error } | { readonly unknown: string } {
    const before = this.reasons;
    this.reasons = [];
    try {
      return { value: run() };
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      // An error that hides an unknown behind it is none: `||` tells of one side only.
      return this.reasons.length > 0 ? { unknown: this.reasons[0] } : { error };
    } finally {
      this.reasons = before;
    }
  }
}

/** Thrown where something is asked for that only a cluster knows. */
export class NotKnownHere extends Error {}
