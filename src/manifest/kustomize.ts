import { isTimestamp, ScalarType, scalarType } from './scalar';
import { LONG_TAG } from './yaml-events';

/** A scalar as it is written. */
export interface Scalar {
  readonly text: string;
  readonly tag: string;
  readonly plain: boolean;
  /** It does not stand inside brackets. */
  readonly block: boolean;
}

/** What kustomize takes for something else than kubectl does, where it stands without quotes and without tag. */
export type Otherwise = 'boolean' | 'timestamp' | 'number';

/**
 * Whether kustomize reads a text otherwise than kubectl: it knows no `yes`, makes a time of what looks like one, which it then
 * writes in a form of its own, and takes `0o+7` for a number. Inside brackets it puts a text with a colon in quotes first.
 * @see https://github.com/yaml/go-yaml/blob/v3.0.4/resolve.go
 */
export function readsOtherwise(text: string, block: boolean): Otherwise | undefined {
  if (text.length <= LONGEST_11_BOOLEAN) return BOOLEAN_11.test(text) ? 'boolean' : undefined;
  const first = text.charCodeAt(0);
  if (first < 0x30 || first > 0x39) return undefined;
  if (isTime(text, block)) return CANONICAL_TIME.test(text) ? undefined : 'timestamp';
  return text.startsWith('0o') && SIGNED_OCTAL.test(text.replaceAll('_', '')) ? 'number' : undefined;
}

/** What kustomize takes a text for that stands without quotes and without tag. */
export function kustomizeType(text: string, block: boolean): ScalarType | 'timestamp' {
  const otherwise = readsOtherwise(text, block);
  if (otherwise === 'boolean') return 'str';
  if (otherwise === 'number') return 'int';
  return isTime(text, block) ? 'timestamp' : scalarType(text);
}

function isTime(text: string, block: boolean): boolean {
  return isTimestamp(text) && (block || !text.includes(':'));
}

/** `!` alone means nothing to kustomize and text to kubectl; `!!bool yes` is refused there. */
export function tagDiffers({ text, tag, plain, block }: Scalar): boolean {
  if (tag === '!') return plain && (block || text !== '') && kustomizeType(text, block) !== 'str';
  const otherwise = readsOtherwise(text, true);
  return (tag === `${LONG_TAG}bool` && otherwise === 'boolean') || (tag === `${LONG_TAG}timestamp` && otherwise === 'timestamp');
}

/** Whether kustomize takes a key for text. */
export function isTextKey({ text, tag, plain, block }: Scalar): boolean {
  if (tag === '') return !plain || kustomizeType(text, block) === 'str';
  if (tag === '!') return !plain || text === '' || kustomizeType(text, block) === 'str';
  return tag === `${LONG_TAG}str`;
}

/** kustomize writes a folded text anew, and gets the line breaks around lines that stand further right wrong. */
export function unfolds(text: string): boolean {
  const indented = text.split('\n').filter((line) => line !== '').map((line) => line.startsWith(' ') || line.startsWith('\t'));
  return indented.some((is, i) => i > 0 && !indented[i - 1] && is !== indented[0]);
}

/** `yes` and `off`, but not `true`. */
const BOOLEAN_11 = /^(?:[yYnN]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)$/;
const LONGEST_11_BOOLEAN = 3;
/** As kustomize writes a time. */
const CANONICAL_TIME = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{0,8}[1-9])?(?:Z|[-+](?!00:00|24)[0-9]{2}:[0-9]{2})$/;
const SIGNED_OCTAL = /^0o[-+][0-7]+$/;
