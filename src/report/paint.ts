import { Severity } from '../validation/finding';

/** What text can stand for on a terminal. */
export type Role = Severity | 'waived' | 'bold' | 'dim' | 'place' | 'caret';

/** Text with the colour of its role, or as it is where nobody sees colours. */
export function paint(color: boolean, role: Role, text: string): string {
  if (!color) return text;
  const [on, off] = CODES[role];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

const CODES: Readonly<Record<Role, readonly [number, number]>> = {
  error: [31, 39], warning: [33, 39], info: [36, 39], waived: [32, 39], bold: [1, 22], dim: [2, 22], place: [4, 24], caret: [31, 39],
};
