import { CelValues, SetOrder } from './cel-values';
import { SchemaNode, SchemaRule } from './schema-node';
import { Cel, NotEvaluable } from '../cel/evaluator';
import { asObject, Json } from '../model';
import { onOneLine } from '../quote';
import { SchemaWalk } from '../schema-problem';

/** Runs the rules in CEL of a structural schema on a custom resource that is completed and fits the schema otherwise, as if it was created. */
export class CustomRules {
  private cel?: Cel;
  private readonly values = new Map<SetOrder, CelValues>();
  private work = 0;

  /** `notes` say which rules were not run. */
  constructor(private readonly walk: SchemaWalk, private readonly loadCel: () => Cel | undefined, private readonly notes: Set<string>) {}

  resource(object: Json, node: SchemaNode): void {
    this.visit(object, node, true);
  }

  private visit(value: unknown, node: SchemaNode, isResource = node.isResource): void {
    if (this.walk.isOver) return;
    if (++this.work > MAX_WORK) {
      this.notes.add('what a million steps did not reach');
      return;
    }
    for (const rule of node.rules) this.run(rule, value, node, isResource);
    if (Array.isArray(value)) {
      const items = node.items?.();
      for (let i = 0; items !== undefined && i < value.length; i++) this.at(i, value[i], items);
    } else if (typeof value === 'object' && value !== null) {
      for (const name in value) {
        const property = node.properties.get(name) ?? (typeof node.additional === 'function' ? node.additional : undefined);
        if (property !== undefined) this.at(name, (value as Json)[name], property());
      }
    }
  }

  private at(step: string | number, value: unknown, node: SchemaNode): void {
    if (value === null || value === undefined) return;
    this.walk.path.push(step);
    this.visit(value, node);
    this.walk.path.pop();
  }

  private run(rule: SchemaRule, value: unknown, node: SchemaNode, isResource: boolean): void {
    // What compares with the value before is not asked of an object that is new, unless it says that there may be none.
    const isOfChange = /\boldSelf\b/.test(rule.rule);
    if (isOfChange && !rule.optionalOldSelf) return;
    this.cel ??= this.loadCel();
    if (this.cel === undefined) {
      this.notes.add('rules in CEL');
      return;
    }
    const { cel } = this;
    const variablesIn = (order: SetOrder): Readonly<Record<string, unknown>> => ({
      self: this.valuesIn(order, cel).of(value, node, isResource), ...isOfChange ? { oldSelf: evaluate('optional.none()', {}, cel) } : {},
    });
    try {
      const variables = variablesIn('given');
      if (evaluate(rule.rule, variables, cel) === true) return;
      if (/[!=]=/.test(rule.rule) && OTHER_ORDERS.some((order) => evaluate(rule.rule, variablesIn(order), cel) === true)) {
        throw new NotEvaluable('its answer depends on the order of a set');
      }
      if (isResource && /\bmetadata\.name\b/.test(rule.rule) && asObject(asObject(value).metadata).name === undefined) {
        throw new NotEvaluable('it asks for the name that the API server makes up');
      }
      this.report(rule, messageOf(rule, variables, cel));
    } catch (error) {
      if (error instanceof NotEvaluable) this.notes.add(`the rule '${onOneLine(rule.rule)}' (${error.message})`);
      else this.report(rule, `it fails: ${(error as Error).message}`);
    }
  }

  /** Values in another order are made where a rule is false, which is seldom. */
  private valuesIn(order: SetOrder, cel: Cel): CelValues {
    let values = this.values.get(order);
    if (values === undefined) this.values.set(order, values = new CelValues(cel, order));
    return values;
  }

  private report({ rule, fieldPath }: SchemaRule, message: string): void {
    const steps = stepsOf(fieldPath);
    this.walk.path.push(...steps);
    const of = this.walk.path.length === 0 ? 'the object ' : '';
    this.walk.report('broken-rule', `${of}breaks a rule of its schema: ${message}`, `make true what it asks: ${onOneLine(rule)}`);
    this.walk.path.length -= steps.length;
  }
}

const MAX_WORK = 1_000_000;
const OTHER_ORDERS: readonly SetOrder[] = ['reversed', 'sorted'];

/** The value of an expression. Throws where it has none, and `NotEvaluable` where nobody can tell here. */
function evaluate(expression: string, variables: Readonly<Record<string, unknown>>, cel: Cel): unknown {
  const program = cel.compile(expression);
  if ('problem' in program) throw new NotEvaluable(program.problem);
  return program.run(variables);
}

/** As the API server words it: the expression before the text, if it gives one line. */
function messageOf({ rule, message, messageExpression }: SchemaRule, variables: Readonly<Record<string, unknown>>, cel: Cel): string {
  let said: unknown;
  try {
    if (messageExpression !== '') said = evaluate(messageExpression, variables, cel);
  } catch {
    // Then the text counts.
  }
  const text = typeof said === 'string' && said.trim() !== '' && !said.includes('\n') ? said : message;
  return text.trim() === '' ? `'${onOneLine(rule)}' is false` : onOneLine(text);
}

/** The steps of a JSON path, such as `.ports['http']`. */
function stepsOf(fieldPath: string): string[] {
  return [...fieldPath.matchAll(/\.([A-Za-z_][\w-]*)|\['((?:[^'\\]|\\.)*)'\]/g)].map(([, name, quoted]) => name ?? quoted.replace(/\\(.)/g, '$1'));
}
