import { allowsUnset, breaks, found, foundEntry, hasNone } from './cel-allow';
import { allOf, anyOfThese, inParentheses, not, optionalField, TextPart, textOf } from './cel-text';
import { formatPath } from '../manifest/path';
import { Control } from '../standard/control';
import { CONTAINER_LISTS, fieldSteps, Step } from '../standard/field';

/**
 * What a row asks, in CEL: the semantics of `standard/judge`, for objects as the API server completes them before it asks.
 *
 * The expressions lean on `variables.pod` (a Pod or a template), `variables.at` (the way to it, such as `spec.template.`) and, where there is
 * one, `variables.inherited`. They use no regular expressions.
 */
export interface RowCel {
  /** Whether the pod gives its containers a value that is allowed; undefined for rows that inherit nothing from it. */
  readonly inherited?: string;
  /** A list of texts, one for each place that breaks the row. */
  readonly violations: string;
}

/** Prints a row for a policy minor, 1.N. */
export function rowCel(control: Control, minor: number): RowCel {
  const ofPod = (control.inherit ?? []).map(fieldSteps).filter((steps) => !isOfContainer(steps));
  const row: Row = { control, minor, inherits: control.inherit !== undefined, asksPod: ofPod.length > 0 };
  const inherited = anyOfThese(...ofPod.map((steps) => isGood(row, steps)));
  const places = [...ofPod.flatMap((steps) => placeInPod(row, steps)), ...control.fields.map((field) => placesOf(row, fieldSteps(field)))];
  const exempt = exemption(control, minor);
  const violations = places.join(' +\n');
  return { inherited, violations: exempt === undefined ? violations : `${exempt} ? [] :\n${violations}` };
}

interface Row {
  readonly control: Control;
  readonly minor: number;
  readonly inherits: boolean;
  readonly asksPod: boolean;
  /** Whether it is asked of containers that open their ports on the node in the host network: ephemeral ones have no ports. */
  readonly opensPorts?: boolean;
}

/** The pods that need not comply. */
function exemption({ exempt, level }: Control, minor: number): string | undefined {
  const isWindows = exempt?.windows !== undefined && exempt.windows <= minor;
  return anyOfThese(
    isWindows ? "variables.pod.spec.?os.?name.orValue('') == 'windows'" : undefined,
    isWindows && level === 'hardened' ? "variables.pod.spec.?nodeSelector[?'kubernetes.io/os'].orValue('') == 'windows'" : undefined,
    exempt?.userNamespace !== undefined && exempt.userNamespace <= minor ? '!variables.pod.spec.?hostUsers.orValue(true)' : undefined,
  );
}

function placesOf(row: Row, steps: readonly Step[]): string {
  const at = steps.findIndex(({ kind }) => kind !== 'key');
  if (at < 0) {
    const condition = breaksField(row, 'variables.pod', steps);
    return `(${condition} ? [${textOf({ cel: 'variables.at' }, `${fieldText(steps)} `, ...foundField(row, 'variables.pod', steps))}] : [])`;
  }
  const [head, tail] = [steps.slice(0, at), steps.slice(at + 1)];
  switch (steps[at].kind) {
    case 'containers':
      return CONTAINER_LISTS.filter((list) => row.control.ephemeral !== false || list !== 'ephemeralContainers').map((list) => (
        placesInEntries({ ...row, opensPorts: list !== 'ephemeralContainers' }, [...head, { kind: 'key', key: list, guard: false }], tail, 'c')
      )).join(' +\n');
    case 'entries':
      return placesInEntries(row, head, tail, 'v');
    default:
      return placesInKeys(row, head, (steps[at] as { readonly prefix: string }).prefix);
  }
}

/** The entries of a list that break the row, each told by its name; those of a list within an entry are told together. */
function placesInEntries(row: Row, head: readonly Step[], tail: readonly Step[], entry: string): string {
  const list = `${optionalField('variables.pod', keysOf(head))}.orValue([])`;
  const inner = tail.findIndex(({ kind }) => kind === 'entries');
  if (inner >= 0) {
    const within = `${optionalField(entry, keysOf(tail.slice(0, inner)))}.orValue([])`;
    const rest = tail.slice(inner + 1);
    const text = textOf(
      { cel: 'variables.at' }, `${fieldText(head)}{`, { cel: `${entry}.name` }, `}.${fieldText(tail.slice(0, inner))}[*].${fieldText(rest)} `, ...foundAll(row, within, rest),
    );
    return `${list}.filter(${entry}, ${within}.exists(e, ${breaksField(row, 'e', rest)})).map(${entry}, ${text})`;
  }
  if (tail.length === 1 && keysOf(tail)[0] === 'name') {
    // The name is what is judged: it does not tell the entry.
    const text = textOf({ cel: 'variables.at' }, `${fieldText(head)}[*].name `, ...foundAll(row, list, tail));
    return `(${list}.exists(e, ${breaksField(row, 'e', tail)}) ? [${text}] : [])`;
  }
  const text = textOf(
    { cel: 'variables.at' }, `${fieldText(head)}{`, { cel: `${entry}.name` }, `}${tail.length > 0 ? '.' : ''}${fieldText(tail)} `, ...foundField(row, entry, tail),
  );
  return `${list}.filter(${entry}, ${breaksField(row, entry, tail)}).map(${entry}, ${text})`;
}

/** The keys of a map, with a beginning, whose values break the row. */
function placesInKeys({ control, minor }: Row, head: readonly Step[], prefix: string): string {
  const map = `${optionalField('variables.pod', keysOf(head))}.orValue({})`;
  const text = textOf({ cel: 'variables.at' }, `${fieldText(head)}["`, { cel: 'k' }, '"] ', ...found(control.allow, `${map}[?k]`));
  return `${map}.filter(k, k.startsWith(${textOf(prefix)}) && ${inParentheses(breaks(control.allow, `${map}[?k]`, minor))}).map(k, ${text})`;
}

/** A value at pod level has to be allowed itself, even where every container overrides it. */
function placeInPod(row: Row, steps: readonly Step[]): string[] {
  const { allow } = row.control;
  // What may hold anything but nothing cannot be wrong once it is set.
  if (allow.kind === 'noneOf' && allow.values.every((value) => value === undefined)) return [];
  const condition = allOf(`${presence('variables.pod', steps)}.hasValue()`, breaks(allow, optionalField('variables.pod', keysOf(steps)), row.minor));
  const text = textOf({ cel: 'variables.at' }, `${fieldText(steps)} `, ...found(allow, optionalField('variables.pod', keysOf(steps))));
  return [`(${condition} ? [${text}] : [])`];
}

/** Whether a field of the pod or of the container holds what the row allows. */
function isGood({ control, minor }: Row, steps: readonly Step[], container?: string): string {
  const value = optionalField(container ?? 'variables.pod', keysOf(container === undefined ? steps : steps.slice(2)));
  return not(breaks(control.allow, value, minor));
}

/** CEL that is true where a field below an expression breaks the row. */
function breaksField(row: Row, base: string, steps: readonly Step[]): string {
  const { control, minor } = row;
  if (control.allow.kind === 'keysOf') return hasNone(control.allow.keys, base);
  const value = fieldOf(row, base, steps);
  const broken = breaks(control.allow, value, minor);
  const present = presence(base, steps);
  if (!row.inherits) return isGuarded(steps) && !allowsUnset(control.allow) ? `${present}.hasValue() && ${inParentheses(broken)}` : broken;
  const siblings = control.inherit!.map(fieldSteps).filter(isOfContainer).map((sibling) => isGood(row, sibling, base));
  const given = anyOfThese(row.asksPod ? 'variables.inherited' : undefined, ...siblings)!;
  // Where being set is all that is asked, the value is not looked at twice.
  if (broken === `!${present}.hasValue()`) return `!(${present}.hasValue() || ${given})`;
  return `${present}.hasValue() ? ${broken} : !${inParentheses(given)}`;
}

/**
 * A field below an expression. In the host network a container opens its ports on the node: the API server writes that into Pods, and not yet into
 * templates.
 */
function fieldOf({ opensPorts }: Row, base: string, steps: readonly Step[]): string {
  const keys = keysOf(steps);
  if (opensPorts !== true || keys.at(-1) !== 'hostPort') return optionalField(base, keys);
  return `(variables.pod.spec.?hostNetwork.orValue(false) ? ${base}.?containerPort : ${base}.?hostPort)`;
}

/** What stands in a field. */
function foundField({ control }: Row, base: string, steps: readonly Step[]): TextPart[] {
  return found(control.allow, optionalField(base, keysOf(steps)));
}

/** What stands in the entries that break the row, one after the other. */
function foundAll(row: Row, list: string, steps: readonly Step[]): TextPart[] {
  const value = fieldOf(row, 'e', steps);
  return ['is ', { cel: `${list}.filter(e, ${breaksField(row, 'e', steps)}).map(e, ${foundEntry(row.control.allow, value)}).join(', ')` }];
}

/** What has to be there for the field to be judged: the guard of the row (`name!`), or the field itself. */
function presence(base: string, steps: readonly Step[]): string {
  const guard = steps.findIndex((step) => step.kind === 'key' && step.guard);
  return optionalField(base, keysOf(guard < 0 ? steps : steps.slice(0, guard + 1)));
}

function isGuarded(steps: readonly Step[]): boolean {
  return steps.some((step) => step.kind === 'key' && step.guard);
}

function isOfContainer(steps: readonly Step[]): boolean {
  return steps.some(({ kind }) => kind === 'containers');
}

function keysOf(steps: readonly Step[]): string[] {
  return steps.map((step) => (step as { readonly key: string }).key);
}

function fieldText(steps: readonly Step[]): string {
  return formatPath(keysOf(steps));
}

