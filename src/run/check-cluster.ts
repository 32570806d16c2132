import { ClusterFacts } from '../constructs/cluster-facts';
import { kindProblem } from '../constructs/given';
import { shown } from '../constructs/misuse';
import { hostBitsProblem, parseCidr } from '../manifest/cidr';
import { portNumberProblem, rfc1123LabelProblem } from '../manifest/name';

/** What cannot be of what was said of the cluster: it is used far from where it is said, and maybe by nobody. */
export function* clusterProblems(cluster: ClusterFacts = {}): Iterable<string> {
  const kind = kindProblem('cluster', cluster, 'map');
  if (kind !== undefined) {
    yield kind;
    return;
  }
  const { apiServerCidrs = [], apiServerPort, ingressNamespace } = cluster;
  if (!Array.isArray(apiServerCidrs)) {
    yield `cluster.apiServerCidrs ${shown(apiServerCidrs)} is not a list; write ['10.0.0.1/32']`;
    return;
  }
  const wrong: unknown = apiServerCidrs.find((block: unknown) => typeof block !== 'string' || parseCidr(block) === undefined);
  if (wrong !== undefined) yield `cluster.apiServerCidrs has ${shown(wrong)}, which is not a CIDR block; write it as '10.0.0.1/32'`;
  for (const block of apiServerCidrs) {
    const ambiguous = typeof block === 'string' ? hostBitsProblem(block) : undefined;
    if (ambiguous !== undefined) yield `cluster.apiServerCidrs: ${ambiguous}`;
  }
  const port = apiServerPort === undefined ? undefined : portNumberProblem(apiServerPort);
  if (port !== undefined) yield `cluster.apiServerPort: ${port}`;
  const namespace = ingressNamespace === undefined ? undefined : rfc1123LabelProblem(String(ingressNamespace));
  if (namespace !== undefined) yield `cluster.ingressNamespace: ${namespace}`;
}
