/**
 * A version, as the library of Kubernetes has it in CEL.
 * @see https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-semver-library
 * @see https://semver.org/#spec-item-11
 */
export class SemverValue {
  /** A version that is normalized may have a `v` before it, leading zeros, and less than three numbers. */
  static of(text: string, isNormalized = false): SemverValue {
    const found = SEMVER.exec(isNormalized ? normalized(text) : text);
    if (found === null) throw new Error(`${JSON.stringify(text)} is not a semantic version`);
    const [, major, minor, patch, before = ''] = found;
    return new SemverValue([BigInt(major), BigInt(minor), BigInt(patch)], before === '' ? [] : before.split('.'));
  }

  private constructor(private readonly numbers: readonly [bigint, bigint, bigint], private readonly before: readonly string[]) {}

  get major(): bigint {
    return this.numbers[0];
  }

  get minor(): bigint {
    return this.numbers[1];
  }

  get patch(): bigint {
    return this.numbers[2];
  }

  compareTo(other: SemverValue): bigint {
    for (let i = 0; i < 3; i++) {
      if (this.numbers[i] !== other.numbers[i]) return this.numbers[i] < other.numbers[i] ? -1n : 1n;
    }
    // A version comes behind those that lead to it.
    if (this.before.length === 0 || other.before.length === 0) return BigInt(Math.sign(other.before.length - this.before.length));
    for (let i = 0; i < Math.min(this.before.length, other.before.length); i++) {
      const order = compareParts(this.before[i], other.before[i]);
      if (order !== 0n) return order;
    }
    return BigInt(Math.sign(this.before.length - other.before.length));
  }
}

/** Numbers by their value and before words, words by their characters. */
function compareParts(a: string, b: string): bigint {
  if (a === b) return 0n;
  const [isNumber, isOtherNumber] = [a, b].map((part) => /^\d+$/.test(part));
  if (isNumber !== isOtherNumber) return isNumber ? -1n : 1n;
  return (isNumber ? BigInt(a) < BigInt(b) : a < b) ? -1n : 1n;
}

function normalized(text: string): string {
  const [, numbers, rest] = /^v?([\d.]*)(.*)$/s.exec(text)!;
  const parts = numbers.split('.').map((part) => part.replace(/^0+(?=\d)/, ''));
  // What leads to a version stands behind three numbers only.
  while (parts.length < 3 && !/^[-+]/.test(rest)) parts.push('0');
  return parts.join('.') + rest;
}

const NUMBER = '(0|[1-9]\\d*)';
const PART = '(?:0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*)';
const SEMVER = new RegExp(`^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-(${PART}(?:\\.${PART})*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$`);
