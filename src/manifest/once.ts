/** The same function, asked once for each thing: what it answers is kept as long as the thing is. */
export function once<Thing extends object, Answer extends NonNullable<unknown>>(ask: (thing: Thing) => Answer): (thing: Thing) => Answer {
  const known = new WeakMap<Thing, Answer>();
  return (thing) => {
    let answer = known.get(thing);
    if (answer === undefined) known.set(thing, answer = ask(thing));
    return answer;
  };
}
