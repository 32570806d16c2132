/** How much a proof looks at. */
export interface Sample {
  /** Pods that Pod Security judges, and that count where the API server takes them. */
  readonly pods: number;
  /** Objects with one field changed, for the schemas. */
  readonly mutants: number;
  /** Random objects that are made for the policies. */
  readonly objects: number;
  /** Is told what is seen, line by line. */
  readonly say: (line: string) => void;
}

/** All that a proof looks at. */
export const FULL: Sample = { pods: 1000, mutants: 4000, objects: 8200, say: console.log };

/** Enough to see that a proof looks at all. What only many objects show is not asked of it. */
export const SMALL: Omit<Sample, 'say'> = { pods: 150, mutants: 400, objects: 60 };

/** Whether there are enough for what only many show. */
export function isFull(sample: Sample): boolean {
  return sample.pods >= FULL.pods && sample.objects >= FULL.objects;
}
