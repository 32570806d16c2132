import { clusterRules } from '../../../src/admission/cluster/cluster-policies';
import { readPolicySet } from '../../../src/admission/cluster/policy-set';
import { Unknowns } from '../../../src/admission/cluster/unknowns';
import { policies, PolicyOptions, policyRules } from '../../../src/admission/policies';
import { Json, Model } from '../../../src/manifest/model';
import { read } from '../../../src/manifest/read';
import { checkSchema } from '../../../src/manifest/schema';
import { writeAll } from '../../../src/manifest/write';
import { loadCel } from '../../../src/run/cel-js';
import { edited } from '../../../src/validation/compliant-app';
import { judge } from '../../../src/validation/engine';
import { Finding } from '../../../src/validation/finding';
import { DEFAULT_POLICY } from '../../../src/validation/policy';
import { Edit } from '../../../src/validation/rule';
import { ruleById } from '../../../src/validation/rules';

// The policies that we print, read from their YAML like those of anybody, say of each example what the rule says.
describe.each(policyRules())('%s', (id) => {
  const rule = ruleById(id)!;
  const examples = [
    ...Object.entries(rule.bad).map(([name, edit]) => [`bad: ${name}`, edit] as const),
    ...Object.entries(rule.good ?? {}).map(([name, edit]) => [`good: ${name}`, edit] as const),
  ];

  it.each(examples)('is found by its policy too, with lists in it and in a ConfigMap: %s', (_, edit) => {
    for (const options of [{}, { parametersNamespace: 'platform' }]) {
      const { byRule, byPolicy, notices } = told(id, edit, options);
      expect(byPolicy).toEqual(byRule);
      expect(notices).toEqual([]);
    }
  });
});

interface Told {
  readonly byRule: readonly string[];
  readonly byPolicy: readonly string[];
  readonly notices: readonly string[];
}

function told(id: string, edit: Edit, options: PolicyOptions): Told {
  const judged = { ...DEFAULT_POLICY, ...edit.policy };
  // Without registries there is nothing to ask: the example that says so is met by a policy that allows all.
  const { minor, podSecurity, registries = ['ghcr.io/acme/', 'quay.io/acme/'], deniedRegistries = [] } = judged;
  const lists = { registries, deniedRegistries };
  const text = writeAll(policies({ rules: [id], stage: 'deny', minor, podSecurity, ...lists, ...options }));
  const files = new Model(read(text, 'policies.yaml').documents);
  const model = new Model(edited(edit).filter(isTaken).map((value) => ({ value })));
  const unknowns = new Unknowns();
  const { rules, notices } = clusterRules(readPolicySet(files), loadCel(unknowns), unknowns);
  const objects = (some: readonly Finding[]): string[] => (
    [...new Set(some.map(({ object, severity }) => `${severity} ${object.kind}/${object.name}`))].sort()
  );
  const byRule = objects(judge(model, judged, [ruleById(id)!]));
  const byPolicy = objects(judge(model, judged, rules));
  return { byRule, byPolicy, notices: notices() };
}

/** The API server refuses what its own schema does not have before it asks any policy. */
function isTaken(object: Json): boolean {
  return checkSchema(object, 36).problems.every(({ kind }) => kind !== 'unknown-field');
}
