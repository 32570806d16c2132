import { scalarText } from '../../../analysis/scalar-text';
import { asList, asObject } from '../../../manifest/model';
import { quote } from '../../../manifest/quote';

/** A selector as kubectl writes it, on one line: `app=web,tier in (a,b)`. */
export function shownSelector(selector: unknown): string {
  const { matchLabels, matchExpressions } = asObject(selector);
  const parts = [...Object.entries(asObject(matchLabels)).map(([key, value]) => `${key}=${scalarText(value)}`), ...asList(matchExpressions).map(shownExpression)];
  return quote(parts.join(',')).slice(1, -1) || '{}';
}

function shownExpression(expression: unknown): string {
  const { key, operator, values } = asObject(expression);
  const list = asList(values).map(scalarText).join(',');
  switch (operator) {
    case 'In': return `${scalarText(key)} in (${list})`;
    case 'NotIn': return `${scalarText(key)} notin (${list})`;
    case 'Exists': return scalarText(key);
    case 'DoesNotExist': return `!${scalarText(key)}`;
    default: return `${scalarText(key)} ${scalarText(operator)}`;
  }
}
