/** Text of other people on one line: what would steer a terminal, or turn the order of characters around, stands as an escape. */
export function visible(text: string): string {
  return text.replace(UNSAFE, (character) => (character === '\t' ? '  ' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`));
}

// eslint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
