import { quote } from '../manifest/quote';

/** A name that somebody else wrote, in a message: as it stands where it is a name; otherwise in quotes, short and on one line. */
export function shownName(name: string): string {
  return name.length <= 160 && /^[\w./:@%=+-]+$/.test(name) ? name : quote(name);
}
