/** A name of a volume that nobody has yet, as near to the wanted one as 63 characters allow. */
export function freeVolumeName(wanted: string, taken: ReadonlySet<unknown>): string {
  const cut = (end: string): string => wanted.slice(0, 63 - end.length).replace(/-+$/, '') + end;
  let name = cut('');
  for (let i = 2; taken.has(name); i++) name = cut(`-${i}`);
  return name;
}
