import { Model } from '../../../src/manifest/model';
import { compliantApp } from '../../../src/validation/compliant-app';
import { judge } from '../../../src/validation/engine';
import { DEFAULT_POLICY } from '../../../src/validation/policy';
import { NETWORK_RULES } from '../../../src/validation/rules/04-network';

const CILIUM = { apiVersion: 'cilium.io/v2', kind: 'CiliumClusterwideNetworkPolicy', metadata: { name: 'deny' }, spec: {} };
const CALICO = { apiVersion: 'projectcalico.org/v3', kind: 'NetworkPolicy', metadata: { name: 'deny', namespace: 'shop' }, spec: {} };

/** The app without its NetworkPolicies, and with an object of somebody else. */
function open(...others: readonly object[]): string[] {
  const objects = [...compliantApp().filter(({ kind }) => kind !== 'NetworkPolicy'), ...others];
  const found = judge(new Model(objects.map((value) => ({ value }))), DEFAULT_POLICY, NETWORK_RULES);
  return [...new Set(found.filter(({ rule }) => /^netpol-(?:default-deny|pod-)/.test(rule)).map(({ rule, severity }) => `${severity} ${rule}`))].sort();
}

it('weighs less what a policy of the network plugin may deny, which nobody reads here', () => {
  const unsure = ['info netpol-pod-egress-isolated', 'info netpol-pod-ingress-isolated', 'warning netpol-default-deny'];
  expect(open()).toEqual(['error netpol-default-deny', 'warning netpol-pod-egress-isolated', 'warning netpol-pod-ingress-isolated']);
  expect(open(CILIUM)).toEqual(unsure);
  expect(open(CALICO)).toEqual(unsure);
});

it('weighs as much as ever what such a policy of another namespace denies', () => {
  expect(open({ ...CALICO, metadata: { name: 'deny', namespace: 'elsewhere' } })).toEqual(open());
});

it('judges a namespace although something of another group bears its kind and name', () => {
  const foreign = { apiVersion: 'acme.io/v1', kind: 'Namespace', metadata: { name: 'shop' } };
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
  const model = new Model([foreign, namespace].map((value) => ({ value })));
  expect(judge(model, DEFAULT_POLICY, NETWORK_RULES).filter(({ rule }) => rule === 'netpol-default-deny').map(({ object }) => object.apiVersion)).toEqual(['v1']);
});
