import { labelMatcher, plainLabels } from './label-matcher';
import { isEmpty } from './network-policy';
import { scalarText } from './scalar-text';
import { asList, asObject, asStrings, Json } from '../manifest/model';
import { Labels } from '../manifest/selector';
/** Whether a selector selects something with these labels and, where others are possible, any others that the selector asks for. */
export function mayHold(selector: Json, hasOthers: boolean): (known: Labels) => boolean {
  if (isEmpty(selector)) return () => true;
  const wanted = plainLabels(selector);
  if (wanted !== undefined) {
    const keys = Object.keys(wanted);
    return (known) => keys.every((key) => (known[key] === undefined ? hasOthers : known[key] === wanted[key]));
  }
  const matches = labelMatcher(selector);
  const others = hasOthers ? askedFor(selector) : {};
  return (known) => matches({ ...others, ...known });
}

/** Labels that a selector would be content with. */
function askedFor(selector: unknown): Labels {
  const { matchLabels, matchExpressions } = asObject(selector);
  const labels: Record<string, string> = {};
  for (const entry of asList(matchExpressions)) {
    const { key, operator, values } = asObject(entry);
    if (operator === 'In' || operator === 'Exists') labels[scalarText(key)] = scalarText(asList(values)[0]);
  }
  return { ...labels, ...asStrings(matchLabels) };
}
