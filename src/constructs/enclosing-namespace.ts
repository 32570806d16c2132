import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { isNamespaced } from '../manifest/schema';

const names = new WeakMap<IConstruct, string>();

/** Says that a chart is a namespace of ours. */
export function declareNamespace(chart: Chart, name: string): void {
  names.set(chart, name);
}

/** What is wrong with a place outside of all charts, which cdk8s refuses without saying for which construct. */
export function placeProblem(scope: IConstruct): string | undefined {
  return scope.node.scopes.some((around) => Chart.isChart(around)) ? undefined : 'has no namespace, and no chart; make it in a HardenedNamespace';
}

/** Why a construct is in no namespace, and what to do. */
export function withoutNamespace(construct: IConstruct): string {
  const around = construct.node.scopes.map((scope) => names.get(scope)).filter((name) => name !== undefined).pop();
  return around === undefined
    ? 'has no namespace; make it in a HardenedNamespace or give its chart a namespace'
    : `has no namespace: its chart ${Chart.of(construct).node.path} is ${notInherited(around)}`;
}

/** Charts within a namespace whose objects would end up in another one: cdk8s gives the namespace of a chart to no chart below it. */
export function strayCharts(namespace: Chart, name: string): string[] {
  const stray = new Set<Chart>();
  for (const construct of namespace.node.findAll()) {
    if (!ApiObject.isApiObject(construct)) continue;
    const { apiVersion, kind, metadata, chart } = construct as ApiObject;
    if (chart !== namespace && metadata.namespace === undefined && isNamespaced(apiVersion, kind) === true) stray.add(chart);
  }
  return [...stray].map((chart) => `the chart ${chart.node.path} is ${notInherited(name)}`);
}

function notInherited(name: string): string {
  return `a chart of its own within namespace '${name}', which it does not inherit; give it { namespace: '${name}' }, or make a Construct instead of a Chart`;
}
