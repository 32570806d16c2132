/** No name of Kubernetes, of a field or of a file is longer; to compare two long texts takes time in proportion to the product of their lengths. */
const LONGEST = 256;

/**
 * The candidate that a mistyped word most likely means, for "did you mean": the one fewest edits away. An edit adds, drops or
 * changes a character, or swaps two neighbours; case does not count. Without a limit about a third of the word may be wrong,
 * and nothing of a single letter. A word of more than 256 characters has none.
 */
export function nearest(
  word: string, candidates: Iterable<string>, maxDistance = Math.floor((word.length + 1) / 3),
): string | undefined {
  if (word.length > LONGEST) return undefined;
  const folded = word.toLowerCase();
  let best: string | undefined;
  let limit = maxDistance;
  for (const candidate of candidates) {
    const distance = editDistance(folded, candidate.toLowerCase(), limit);
    if (distance === undefined) continue;
    best = candidate;
    // Only a closer one replaces it, so the first of equals wins.
    limit = distance - 1;
    if (limit < 0) break;
  }
  return best;
}

/** The optimal string alignment distance, or undefined when it is more than the limit; looks only at a band that wide. */
function editDistance(a: string, b: string, limit: number): number | undefined {
  if (Math.abs(a.length - b.length) > limit) return undefined;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = new Array<number>(b.length + 1).fill(Infinity);
    if (i <= limit) row[0] = i;
    let least = row[0];
    for (let j = Math.max(1, i - limit); j <= Math.min(b.length, i + limit); j++) {
      const isSame = a[i - 1] === b[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
      least = Math.min(least, row[j]);
    }
    if (least > limit) return undefined;
    [beforeLast, last] = [last, row];
  }
  return last[b.length] <= limit ? last[b.length] : undefined;
}
