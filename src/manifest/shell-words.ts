/** A word of a shell command. */
export interface ShellWord {
  /** Without its quotes. Empty where one command ends and the next begins. */
  readonly text: string;
  /** Whether the shell puts something in: a variable, or what a command prints. */
  readonly expands: boolean;
}

/**
 * The words of a shell script, near enough to see which option has which value: here-documents and arithmetic are read as commands.
 *
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_03
 */
export function shellWords(script: string): readonly ShellWord[] {
  const words: ShellWord[] = [];
  let text = '';
  let begun = false;
  let expands = false;
  const end = (): void => {
    if (begun) words.push({ text, expands });
    text = '';
    begun = expands = false;
  };
  for (let i = 0; i < script.length; i++) {
    const letter = script[i];
    if (letter === ' ' || letter === '\t' || letter === '\r') {
      end();
    } else if (SEPARATORS.includes(letter)) {
      end();
      words.push({ text: '', expands: false });
    } else if (letter === '#' && !begun) {
      i = (script.indexOf('\n', i) + 1 || script.length + 1) - 2;
    } else if (letter === '\\') {
      i += 1;
      if (script[i] === '\n' || i >= script.length) continue;
      begun = true;
      text += script[i];
    } else if (letter === "'") {
      const close = script.indexOf("'", i + 1);
      const to = close < 0 ? script.length : close;
      begun = true;
      text += script.slice(i + 1, to);
      i = to;
    } else if (letter === '"') {
      begun = true;
      for (i += 1; i < script.length && script[i] !== '"'; i++) {
        if (script[i] === '\\' && i + 1 < script.length) i += 1;
        else if (EXPANSIONS.includes(script[i])) expands = true;
        text += script[i];
      }
    } else {
      begun = true;
      if (EXPANSIONS.includes(letter)) expands = true;
      text += letter;
    }
  }
  end();
  return words;
}

const SEPARATORS = ';|&()<>\n';
const EXPANSIONS = '$`';
