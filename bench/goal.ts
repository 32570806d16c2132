/** A ratio that was measured in one run, and what it has to be. */
export interface Goal {
  readonly text: string;
  readonly value: number;
  readonly met: boolean;
  /** Whether it is the same on every machine, whatever else that does: a count, or memory. */
  readonly steady?: boolean;
}

/** A goal for what no load of the machine changes. */
export function steadyGoal(...measured: Parameters<typeof goal>): Goal {
  return { ...goal(...measured), steady: true };
}

/** Compares a measured ratio with its bound. */
export function goal(what: string, value: number, relation: '>=' | '<=', bound: number): Goal {
  const met = relation === '>=' ? value >= bound : value <= bound;
  return { text: `${met ? 'met   ' : 'missed'} ${value.toFixed(2)} ${relation} ${bound}  ${what}`, value, met };
}
