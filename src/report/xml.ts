/** Text as it stands in XML, between tags and in attributes alike. What XML 1.0 has no place for becomes the replacement character. */
export function xml(text: string): string {
  return text.replace(NO_XML, '\ufffd').replace(/[&<>"'\t\n\r]/g, (character) => ENTITIES[character]);
}

// eslint-disable-next-line no-control-regex
const NO_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** White space in attributes would be read as blanks. */
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '\t': '&#9;', '\n': '&#10;', '\r': '&#13;',
};
