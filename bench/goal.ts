/** A ratio that was measured in one run, and what it has to be. */
export interface Goal {
  readonly text: string;
  readonly value: number;
  readonly met: boolean;
}

/** Compares a measured ratio with its bound. */
export function goal(what: string, value: number, relation: '>=' | '<=', bound: number): Goal {
  const met = relation === '>=' ? value >= bound : value <= bound;
  return { text: `${met ? 'met   ' : 'missed'} ${value.toFixed(2)} ${relation} ${bound}  ${what}`, value, met };
}
