import { ObjectProblems } from './problems';
import { contains, parseCidr } from '../cidr';
import { asList, asObject, Json, Resource } from '../model';
import { portNumberProblem, portProblem } from '../name';
import { Path } from '../path';
import { hasPlaceholder } from '../placeholder';
import { quote } from '../quote';

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/networking/validation/validation.go#L70 */
export function checkNetworkPolicy({ spec }: Resource, _: number, problems: ObjectProblems): void {
  for (const direction of DIRECTIONS) {
    const rules = asList(spec[direction]);
    for (let i = 0; i < rules.length; i++) {
      const { ports: entries, [PEERS[direction]]: named } = asObject(rules[i]);
      const peers = asList(named);
      for (let j = 0; j < peers.length; j++) checkPeer(peers[j], direction, i, j, problems);
      const ports = asList(entries);
      for (let j = 0; j < ports.length; j++) checkPort(ports[j], direction, i, j, problems);
    }
  }
}

const DIRECTIONS = ['ingress', 'egress'] as const;
const PEERS = { ingress: 'from', egress: 'to' } as const;

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/networking/validation/validation.go#L104 */
function checkPeer(entry: unknown, direction: keyof typeof PEERS, rule: number, i: number, problems: ObjectProblems): void {
  const peer = asObject(entry);
  const isBlock = (peer.ipBlock ?? undefined) !== undefined;
  const isSelector = (peer.podSelector ?? peer.namespaceSelector ?? undefined) !== undefined;
  if (isBlock) checkBlock(asObject(peer.ipBlock), direction, rule, i, problems);
  if (isBlock !== isSelector) return;
  const path: Path = ['spec', direction, rule, PEERS[direction], i];
  if (isBlock) problems.add(path, 'has both ipBlock and a selector', 'make each an entry of its own');
  else if (Object.keys(peer).length === 0) problems.add(path, 'is empty', 'write podSelector, namespaceSelector or ipBlock; to mean everybody, leave the list out');
}

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/networking/validation/validation.go#L246 */
function checkBlock({ cidr, except }: Json, direction: keyof typeof PEERS, rule: number, i: number, problems: ObjectProblems): void {
  const exceptions = asList(except);
  const block = exceptions.length > 0 && typeof cidr === 'string' ? parseCidr(cidr) : undefined;
  if (block === undefined) return;
  for (let j = 0; j < exceptions.length; j++) {
    const text = exceptions[j];
    const inner = typeof text === 'string' ? parseCidr(text) : undefined;
    if (inner === undefined || (contains(block, inner) && inner.prefix > block.prefix)) continue;
    const path = ['spec', direction, rule, PEERS[direction], i, 'ipBlock', 'except', j];
    const found = contains(inner, block) ? 'which leaves nothing of' : 'which is outside of';
    problems.add(path, `is ${quote(String(text))}, ${found} the cidr ${quote(String(cidr))}`, 'write a block within it, or remove the entry');
  }
}

function checkPort(entry: unknown, direction: string, rule: number, i: number, problems: ObjectProblems): void {
  const { port, endPort } = asObject(entry);
  const isNumber = typeof port === 'number';
  const problem = isNumber || (typeof port === 'string' && !hasPlaceholder(port)) ? portProblem(port) : undefined;
  if (problem === undefined && typeof endPort !== 'number') return;
  const path: Path = ['spec', direction, rule, 'ports', i];
  problems.addText([...path, 'port'], problem);
  if (typeof endPort !== 'number' || (typeof port === 'string' && hasPlaceholder(port))) return;
  const end = [...path, 'endPort'];
  if ((port ?? undefined) === undefined) problems.add(end, `is ${endPort}, and port is not set`, 'set port to the first port of the range');
  else if (!isNumber) problems.add(end, `is ${endPort}, and port is a name`, 'write port as a number, or remove endPort');
  else if (endPort < port) problems.add(end, `is ${endPort}, below port, which is ${port}`, 'write the last port of the range');
  else problems.addText(end, portNumberProblem(endPort));
}
