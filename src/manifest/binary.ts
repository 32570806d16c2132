/** The text that base64 stands for, as Go writes its bytes into JSON; undefined where it is no base64. */
export function decodeBinary(base64: string): string | undefined {
  const compact = base64.replace(/[\r\n]/g, '');
  if (compact.length % 4 !== 0 || !BASE64.test(compact)) return undefined;
  return decodeUtf8(Uint8Array.from(atob(compact), (byte) => byte.charCodeAt(0)));
}

/** Each byte that belongs to no character becomes U+FFFD of its own; TextDecoder makes one of several. */
function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    let text = '';
    for (let at = 0; at < bytes.length;) {
      const length = characterLength(bytes, at);
      text += length === 0 ? '\ufffd' : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(at, at + length));
      at += Math.max(length, 1);
    }
    return text;
  }
}

/** How many bytes the character takes that starts here; 0 where none does. */
function characterLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at];
  if (lead < 0x80) return 1;
  const length = lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (at + length > bytes.length) return 0;
  // Four lead bytes leave less room to the second one: no long forms, no surrogates, nothing past U+10FFFF.
  const [least, most] = SECOND.get(lead) ?? [0x80, 0xbf];
  if (bytes[at + 1] < least || bytes[at + 1] > most) return 0;
  for (let i = 2; i < length; i += 1) {
    if (bytes[at + i] < 0x80 || bytes[at + i] > 0xbf) return 0;
  }
  return length;
}

const SECOND = new Map([[0xe0, [0xa0, 0xbf]], [0xed, [0x80, 0x9f]], [0xf0, [0x90, 0xbf]], [0xf4, [0x80, 0x8f]]]);
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
