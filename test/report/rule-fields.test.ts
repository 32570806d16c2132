import { fieldsOf } from '../../src/report/rule-fields';
import { ruleById, RULES } from '../../src/validation/rules';

const of = (id: string): string[] => fieldsOf(ruleById(id)!);

it('names where the examples of any other rule are reported, and of which kinds', () => {
  expect(of('rbac-secrets-read')).toEqual(['`rules[*].resources[*]` of Role or ClusterRole']);
  expect(of('secret-not-in-configmap')).toEqual(['`data[*]` of ConfigMap']);
  expect(of('no-naked-pod')).toEqual(['Pod as a whole']);
});

it.each(RULES.map(({ id }) => [id]))('has something to name for %s', (id) => {
  expect(of(id)).not.toEqual([]);
});
