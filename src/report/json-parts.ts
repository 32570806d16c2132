/**
 * A JSON text part by part: the findings of a very large input as one text would be longer than a text can be. The last list of the frame stands
 * empty, and gets these entries.
 */
export function* jsonParts(frame: object, entries: Iterable<object>): Iterable<string> {
  const text = JSON.stringify(frame, null, 2);
  const at = text.lastIndexOf('[]');
  const line = text.slice(text.lastIndexOf('\n', at) + 1, at);
  const indent = line.slice(0, line.length - line.trimStart().length);
  yield text.slice(0, at);
  let before = '[';
  for (const entry of entries) {
    yield `${before}\n${indent}  ${JSON.stringify(entry, null, 2).replaceAll('\n', `\n${indent}  `)}`;
    before = ',';
  }
  yield before === '[' ? '[]' : `\n${indent}]`;
  yield `${text.slice(at + 2)}\n`;
}
