import fc from 'fast-check';
import { compileSelector, LabelSelector, mapSelects, selectorProblem, selects } from '../../src/manifest/selector';

const expression = (key: string, operator: string, values?: string[]): LabelSelector => ({ matchExpressions: [{ key, operator, values }] });

// The same answers as metav1.LabelSelectorAsSelector of k8s.io/apimachinery 0.37.2 gives.
describe('a label selector', () => {
  const web = { app: 'web', tier: '' };

  it.each<[string, LabelSelector | null | undefined, boolean]>([
    ['nothing when unset', undefined, false],
    ['nothing when null', null, false],
    ['everything when empty', {}, true],
    ['everything when both parts are empty', { matchLabels: {}, matchExpressions: [] }, true],
    ['everything when both parts are null', { matchLabels: null, matchExpressions: null }, true],
    ['an equal label', { matchLabels: { app: 'web' } }, true],
    ['an empty label', { matchLabels: { tier: '' } }, true],
    ['no other label', { matchLabels: { app: 'db' } }, false],
    ['no missing label', { matchLabels: { zone: '' } }, false],
    ['only what every label selects', { matchLabels: { app: 'web', tier: 'x' } }, false],
    ['with In a listed value', expression('app', 'In', ['db', 'web']), true],
    ['with In no other value', expression('app', 'In', ['db']), false],
    ['with In no missing key', expression('zone', 'In', ['']), false],
    ['with NotIn no listed value', expression('app', 'NotIn', ['web']), false],
    ['with NotIn another value', expression('app', 'NotIn', ['db']), true],
    ['with NotIn a missing key', expression('zone', 'NotIn', ['a']), true],
    ['with Exists a key', expression('tier', 'Exists'), true],
    ['with Exists no missing key', expression('zone', 'Exists'), false],
    ['with DoesNotExist a missing key', expression('zone', 'DoesNotExist'), true],
    ['with DoesNotExist no key', expression('tier', 'DoesNotExist'), false],
    ['only what labels and expressions select', { matchLabels: { app: 'web' }, ...expression('app', 'NotIn', ['web']) }, false],
    ['nothing with an unknown operator', expression('app', 'Equals', ['web']), false],
    ['nothing with an operator in lower case', expression('app', 'exists'), false],
    ['nothing with In without values', expression('zone', 'NotIn', []), false],
    ['nothing with Exists with values', expression('app', 'Exists', ['web']), false],
    ['nothing with a key that is no label key', expression('a b', 'DoesNotExist'), false],
    ['no label inherited from Object', expression('constructor', 'Exists'), false],
    ['no method of Object', expression('toString', 'In', ['web']), false],
  ])('selects %s', (_, selector, expected) => {
    expect(selects(selector, web)).toBe(expected);
  });

  it('selects an own label called __proto__', () => {
    const labels = JSON.parse('{"__proto__": "a"}');
    expect(selects(expression('__proto__', 'Exists'), labels)).toBe(false);
    expect(selects(expression('constructor', 'Exists'), JSON.parse('{"constructor": "a"}'))).toBe(true);
  });

  const keys = fc.constantFrom('a', 'b', 'x.y/c');
  const values = fc.constantFrom('1', '2', '');
  const labelMaps = fc.dictionary(keys, values);
  const expressions = fc.oneof(
    fc.record({ key: keys, operator: fc.constantFrom('In', 'NotIn'), values: fc.array(values, { minLength: 1, maxLength: 3 }) }),
    fc.record({ key: keys, operator: fc.constantFrom('Exists', 'DoesNotExist') }),
  );

  it('is the conjunction of its requirements', () => {
    fc.assert(fc.property(labelMaps, fc.array(expressions), labelMaps, (matchLabels, matchExpressions, labels) => {
      const parts = [
        ...Object.entries(matchLabels).map(([key, value]): LabelSelector => ({ matchLabels: { [key]: value } })),
        ...matchExpressions.map((one): LabelSelector => ({ matchExpressions: [one] })),
      ];
      expect(selects({ matchLabels, matchExpressions }, labels)).toBe(parts.every((part) => selects(part, labels)));
    }));
  });

  it('is answered the other way by the opposite operator', () => {
    const opposite: Record<string, string> = { In: 'NotIn', NotIn: 'In', Exists: 'DoesNotExist', DoesNotExist: 'Exists' };
    fc.assert(fc.property(expressions, labelMaps, (one, labels) => {
      const other = { ...one, operator: opposite[one.operator] };
      expect(selects({ matchExpressions: [other] }, labels)).toBe(!selects({ matchExpressions: [one] }, labels));
    }));
  });

  it('selects nothing exactly when it has a problem, whatever YAML held', () => {
    const operators = fc.oneof(fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'), fc.string(), fc.anything());
    const anyExpression = fc.record({ key: fc.oneof(keys, fc.anything()), operator: operators, values: fc.anything() });
    const anySelector = fc.oneof(fc.anything(), fc.record({
      matchLabels: fc.oneof(fc.anything(), fc.dictionary(fc.string(), fc.anything())),
      matchExpressions: fc.oneof(fc.anything(), fc.array(fc.oneof(fc.anything(), anyExpression))),
    }, { requiredKeys: [] }));
    fc.assert(fc.property(anySelector, (selector) => {
      const isUnset = selector === null || selector === undefined;
      const problem = isUnset ? 'unset' : selectorProblem(selector as LabelSelector);
      if (problem !== undefined) expect(selects(selector as LabelSelector, { a: '1' })).toBe(false);
      expect(problem ?? '').not.toMatch(/[\n\r]/);
      compileSelector(selector as LabelSelector)({});
    }), { numRuns: 2000 });
  });
});

describe('a selector with a problem', () => {
  it.each<[unknown, string]>([
    [{ matchLabels: { 'a b': 'c' } }, "matchLabels: 'a b' is not a label key; "],
    [{ matchLabels: { a: 'b c' } }, "matchLabels: 'b c' is not a label value; "],
    [{ matchLabels: { version: 1 } }, 'matchLabels: a label value is 1; write a text, in quotes'],
    [{ matchLabels: 5 }, 'matchLabels is 5; write label keys and values'],
    [{ matchLabels: ['a'] }, 'matchLabels is a list; write label keys and values'],
    [{ matchExpressions: {} }, 'matchExpressions is a map; write a list of key, operator and values'],
    [{ matchExpressions: [null] }, 'matchExpressions[0] is null; write key, operator and values'],
    [expression('a', 'Equals', ['b']), "matchExpressions[0].operator is 'Equals'; use In, NotIn, Exists or DoesNotExist"],
    [{ matchExpressions: [{ key: 'a' }] }, 'matchExpressions[0].operator is not set; use In, NotIn, Exists or DoesNotExist'],
    [expression('a', 'In'), 'matchExpressions[0].values is empty; In needs at least one value'],
    [expression('a', 'Exists', ['b']), 'matchExpressions[0].values is set; Exists takes no values'],
    [{ matchExpressions: [{ key: 'a', operator: 'In', values: 'b' }] }, "matchExpressions[0].values is 'b'; write a list of label values"],
    [expression('a', 'In', ['b', '-']), "matchExpressions[0].values[1]: '-' is not a label value; "],
    [expression('', 'Exists'), "matchExpressions[0].key: '' is not a label key; "],
    [{ matchExpressions: [{ operator: 'Exists' }] }, 'matchExpressions[0].key: the key is not set; write a label key'],
    ['app=web', "'app=web' is not a selector; write matchLabels or matchExpressions"],
  ])('%p is told', (selector, message) => {
    expect(selectorProblem(selector as LabelSelector)).toMatch(message.endsWith('; ') ? new RegExp(`^${escape(message)}`) : new RegExp(`^${escape(message)}$`));
  });

  it('is none when the selector is well formed', () => {
    expect(selectorProblem({})).toBeUndefined();
    expect(selectorProblem({ matchLabels: { 'a.b/c': '' }, ...expression('a', 'NotIn', ['b']) })).toBeUndefined();
  });

  function escape(text: string): string {
    return text.replace(/[[\]().?+*^$]/g, '\\$&');
  }
});

describe('the map selector of a Service', () => {
  it.each<[string, Record<string, string> | null | undefined, boolean]>([
    ['nothing when unset', undefined, false],
    ['nothing when null', null, false],
    ['nothing when empty', {}, false],
    ['equal labels', { app: 'web' }, true],
    ['only when all labels are equal', { app: 'web', tier: 'db' }, false],
    ['no label inherited from Object', { constructor: 'web' }, false],
  ])('selects %s', (_, selector, expected) => {
    expect(mapSelects(selector, { app: 'web', tier: 'front' })).toBe(expected);
  });
});
