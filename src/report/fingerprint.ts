import { objectName } from './text';
import { formatPath } from '../manifest/path';
import { Finding } from '../validation/finding';

/**
 * A name for each finding by which it is known again in the next run: of what it is about, not of where it stands, so that it stays when lines move.
 * Two findings of one rule at one place are counted up.
 */
export function fingerprints(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const { rule, object, container = '', path } = finding;
    const key = JSON.stringify([rule, object.apiVersion, objectName(object), container, formatPath(path)]);
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return hash(before === 0 ? key : `${key}${before}`);
  });
}

/** 78 bits of a text in hexadecimal. To tell apart, not to protect: who can write manifests can write any findings. */
export function hash(text: string): string {
  let [a, b, c] = [1, 2, 3];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i) + 1;
    // A product of two numbers of 26 bits is exact.
    a = (a * 33554467 + code) % PRIMES[0];
    b = (b * 50331653 + code) % PRIMES[1];
    c = (c * 41943049 + code) % PRIMES[2];
  }
  return [a, b, c].map((part) => part.toString(16).padStart(7, '0')).join('');
}

/** Primes below 2^26. */
const PRIMES = [67108859, 67108837, 67108819] as const;
