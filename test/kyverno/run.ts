/* Applies the policies that are printed for Kyverno with Kyverno itself: to the examples of every rule, where it has to say what the rule says. */
import { apply, Result } from './apply';
import { build } from './build';
import { exampleGroups, Group } from './groups';
import { policies, policyRules } from '../../src/admission/policies';
import { Json } from '../../src/manifest/model';
import { ruleById } from '../../src/validation/rules';
import { Tally } from '../cluster/proofs/tally';

const RULE = 'read-only-root-fs';

async function main(): Promise<void> {
  const built = await build(console.log);
  if ('skipped' in built) {
    console.log(`the policies are not tried on Kyverno: ${built.skipped}`);
    return;
  }
  const started = process.hrtime.bigint();
  const tally = new Tally(`Kyverno ${built.version}`);
  const { binary } = built;
  await proveExamples(binary, tally);
  await proveExceptions(binary, tally);
  await proveParameters(binary, tally);
  await proveFailure(binary, tally);
  tally.end(started);
  process.exitCode = tally.failed > 0 ? 1 : 0;
}

/** For the examples of every rule, Kyverno reports the objects that the rule reports, in the policy that does what their severity asks for. */
async function proveExamples(binary: string, tally: Tally): Promise<void> {
  const groups = policyRules().flatMap((id) => exampleGroups(ruleById(id)!));
  const seen = { objects: 0, reported: 0 };
  let next = 0;
  await Promise.all([0, 1].map(async () => {
    while (next < groups.length) {
      const group = groups[next++];
      check(tally, group, await apply(binary, group));
      seen.objects += group.objects.length;
      seen.reported += [...group.expected.values()].filter((action) => action !== undefined).length;
    }
  }));
  tally.note(`${policyRules().length} rules, ${seen.objects} objects of their examples: ${seen.reported} reported, ${seen.objects - seen.reported} not`);
}

function check(tally: Tally, { expected, about }: Group, results: readonly Result[]): void {
  for (const [object, action] of expected) {
    const said = results.filter((result) => result.object === object);
    const failed = said.filter(({ result }) => result === 'fail');
    const what = `${about.get(object)}: ${object} is ${action === undefined ? 'not reported' : `reported by the policy for ${action}`}`;
    tally.check(what, action === undefined ? failed.length === 0 : failed.length === 1 && failed[0].policy.endsWith(`-${action}`), said);
    tally.check(`${about.get(object)}: ${object} is judged without an error`, said.every(({ result }) => result !== 'error' && result !== 'warn'), said);
    // An object that no policy looked at would pass as well.
    tally.check(`${about.get(object)}: ${object} is judged at all`, said.length > 0, said);
    for (const { message } of failed) tally.check(`the message about ${object} names a field and what to write`, /^[a-zA-Z]+[.{[]?[a-zA-Z].*; /.test(message), message);
  }
}

/** What is accepted passes, and what its controllers make of it; an update that changes no pod concerns no policy. */
async function proveExceptions(binary: string, tally: Tally): Promise<void> {
  const exceptions = [{ rule: RULE, object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'legacy' }, reason: 'writes its cache' }];
  const printed = policies({ engine: 'kyverno', stage: 'deny', rules: [RULE], exceptions });
  const owned = { ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'legacy', uid: '1', controller: true }] };
  const objects = [workload('Deployment', 'legacy'), workload('Deployment', 'other'), workload('ReplicaSet', 'legacy-1', owned), workload('ReplicaSet', 'legacy-2')];
  const failed = async (operation: 'CREATE' | 'UPDATE'): Promise<string> => {
    const results = await apply(binary, { policies: printed, objects, namespaces: { shop: {} }, operation });
    return results.filter(({ result }) => result !== 'skip').map(({ object, result }) => `${object} ${result}`).sort().join();
  };
  const created = await failed('CREATE');
  tally.check('what is accepted passes, and nothing else', created === 'Deployment/other fail,ReplicaSet/legacy-2 fail', created);
  const updated = await failed('UPDATE');
  tally.check('an update that changes no pod concerns no policy', updated === '', updated);
}

/** The lists of the ConfigMap are fetched when an object is judged. */
async function proveParameters(binary: string, tally: Tally): Promise<void> {
  const [map, ...printed] = policies({ engine: 'kyverno', stage: 'deny', rules: ['image-registry-allowed'], registries: [], parametersNamespace: 'platform' });
  const lists: readonly (readonly [string, boolean])[] = [['ghcr.io/acme\n', true], ['quay.io/acme # mirrored\n', false], ['', false]];
  for (const [registries, passes] of lists) {
    const results = await apply(binary, {
      policies: printed, objects: [workload('Deployment', 'api')], namespaces: { shop: {} }, cluster: [{ ...map, data: { registries } }],
    });
    const said = results.map(({ result }) => result).join();
    const what = `with ${JSON.stringify(registries)} in the ConfigMap, an image of ghcr.io/acme ${passes ? 'passes' : 'fails'}`;
    tally.check(what, said === (passes ? 'pass' : 'fail'), results);
  }
}

/** That the comparison can fail: with a policy that finds nothing, and with one that Kyverno cannot read. */
async function proveFailure(binary: string, tally: Tally): Promise<void> {
  const [group] = exampleGroups(ruleById(RULE)!);
  const faults: Readonly<Record<string, (text: string) => string>> = {
    'finds nothing': (text) => text.replaceAll('variables.violations.size() == 0', 'true'),
    'has a field that there is not': (text) => text.replaceAll('"validations":', '"validation":'),
    'does not compile': (text) => text.replaceAll('variables.violations.size()', 'variables.violation.size()'),
  };
  for (const [fault, plant] of Object.entries(faults)) {
    const planted = JSON.parse(plant(JSON.stringify(group.policies))) as Json[];
    const silent = new Tally('', () => undefined);
    const results = await apply(binary, { ...group, policies: planted }).catch(() => []);
    check(silent, group, results);
    tally.check(`a policy that ${fault} is found out`, silent.failed > 0, results);
  }
}

function workload(kind: string, name: string, metadata: Json = {}): Json {
  const template = { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'app', image: 'ghcr.io/acme/app:1' }] } };
  return { apiVersion: 'apps/v1', kind, metadata: { ...metadata, name, namespace: 'shop' }, spec: { selector: { matchLabels: { app: name } }, template } };
}

main().catch((error: Error) => {
  console.error(error.stack);
  process.exitCode = 1;
});
