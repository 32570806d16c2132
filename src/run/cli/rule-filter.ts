import { CallError } from './call-error';
import { unknownWord } from './options';
import { CHECKLIST } from '../../checklist';
import { ChecklistItem } from '../../standard/control';

/** The items of the checklist, as they are given. */
export const ITEMS = CHECKLIST.map((entry) => String(entry.item));

/** An item of the checklist, checked. */
export function item(value: string): ChecklistItem {
  const found = CHECKLIST.find((entry) => String(entry.item) === value);
  if (found === undefined) throw new CallError(`--item: ${unknownWord(value, ITEMS)}`);
  return found.item;
}
