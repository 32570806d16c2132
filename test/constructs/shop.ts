import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { declareGuarded } from '../../src/constructs/guard';
import { HardenedNamespace, HardenedNamespaceProps } from '../../src/constructs/namespace';
import { Json } from '../../src/constructs/plain';
import { declareFacts, TreeFacts } from '../../src/constructs/tree';
import { Model } from '../../src/manifest/model';
import { judge } from '../../src/validation/engine';
import { Finding } from '../../src/validation/finding';
import { DEFAULT_POLICY } from '../../src/validation/policy';
import { RULES } from '../../src/validation/rules';

/** An image that is pinned. */
export const IMAGE = `ghcr.io/acme/api:1.4.2@sha256:${'0123456789abcdef'.repeat(4)}`;

/** An app that knows it is judged, and a namespace in it. */
export function shop(props: HardenedNamespaceProps = {}, facts: TreeFacts = {}): HardenedNamespace {
  const app = new App();
  declareGuarded(app);
  declareFacts(app, facts);
  return new HardenedNamespace(app, 'shop', props);
}

/** The object that a construct's app renders, by kind and name. */
export function rendered(scope: Construct, kind: string, name: string): Json {
  const found = all(scope).filter((object) => object.kind === kind && object.metadata.name === name);
  if (found.length !== 1) throw new Error(`${found.length} objects are ${kind}/${name}`);
  return found[0];
}

/** Everything that the app renders. */
export function all(scope: Construct): Json[] {
  return (scope.node.root as App).charts.flatMap((chart) => chart.toJson());
}

/** The findings on everything that the app renders. */
export function findings(scope: Construct, policy: Partial<typeof DEFAULT_POLICY> = {}): Finding[] {
  return judge(new Model(all(scope).map((value) => ({ value }))), { ...DEFAULT_POLICY, ...policy }, RULES);
}

/** The pod spec of a workload. */
export function podOf(scope: Construct, kind: string, name: string): Json {
  const { spec } = rendered(scope, kind, name);
  return kind === 'CronJob' ? spec.jobTemplate.spec.template.spec : spec.template.spec;
}
