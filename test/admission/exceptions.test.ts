import { evaluatePolicy, inCel } from './evaluate';
import { policies } from '../../src/admission/policies';
import { Json } from '../../src/manifest/model';

const RULE = 'read-only-root-fs';

/** Whether a policy with an exception for `shop/<kind>/<name>` lets an object of that namespace pass. */
function passes(kind: string, name: string, object: Json): boolean {
  const exceptions = [{ rule: RULE, object: { apiVersion: 'v1', kind, namespace: 'shop', name }, reason: 'writes its cache' }];
  const [policy] = policies({ rules: [RULE], exceptions });
  return evaluatePolicy(policy, inCel(object)) === undefined;
}

const SPEC = { containers: [{ name: 'app' }] };

function job(name: string, metadata: Json = {}): Json {
  return { kind: 'Job', metadata: { namespace: 'shop', name, ...metadata }, spec: { template: { spec: SPEC } } };
}

function pod(owner: string, of: string, labels: Json = {}): Json {
  return { kind: 'Pod', metadata: { namespace: 'shop', name: `${of}-x1x2x`, labels, ...ownedBy(owner, of) }, spec: SPEC };
}

function ownedBy(kind: string, name: string): Json {
  return { ownerReferences: [{ apiVersion: 'v1', kind, name, controller: true }] };
}

describe('an exception for a CronJob', () => {
  it('lets pass the Jobs that it makes, and their pods', () => {
    expect(passes('CronJob', 'nightly', job('nightly-29384756', ownedBy('CronJob', 'nightly')))).toBe(true);
    expect(passes('CronJob', 'nightly', pod('Job', 'nightly-29384756'))).toBe(true);
    expect(passes('CronJob', 'nightly', job('hourly-29384756', ownedBy('CronJob', 'hourly')))).toBe(false);
  });

  it('refuses a Job made of it by hand whose pods would be refused', () => {
    expect(passes('CronJob', 'nightly', job('by-hand', ownedBy('CronJob', 'nightly')))).toBe(false);
    expect(passes('CronJob', 'nightly', pod('Job', 'by-hand'))).toBe(false);
    expect(passes('CronJob', 'nightly', job('nightly-run00001', ownedBy('CronJob', 'nightly')))).toBe(true);
    expect(passes('CronJob', 'nightly', pod('Job', 'nightly-run00001'))).toBe(true);
  });
});

describe('an exception for an object whose name is generated', () => {
  it('lets pass every object that is generated like it, and its pods', () => {
    expect(passes('Job', 'migrate-', job('migrate-x1x2x', { generateName: 'migrate-' }))).toBe(true);
    expect(passes('Job', 'migrate-', pod('Job', 'migrate-x1x2x'))).toBe(true);
    expect(passes('Job', 'migrate-', job('migrate-all'))).toBe(false);
    expect(passes('Job', 'migrate-', pod('Job', 'migrate-all'))).toBe(false);
    expect(passes('Job', 'migrate-', pod('Job', 'other-x1x2x'))).toBe(false);
  });

  it('cuts what is too long, as the API server does', () => {
    const long = `${'m'.repeat(60)}-`;
    expect(passes('Job', long, pod('Job', `${'m'.repeat(58)}x1x2x`))).toBe(true);
  });

  it('lets pass what the controllers of a Deployment and a CronJob make', () => {
    const hash = { 'pod-template-hash': '7c9d' };
    expect(passes('Deployment', 'web-', pod('ReplicaSet', 'web-x1x2x-7c9d', hash))).toBe(true);
    expect(passes('Deployment', 'web-', pod('ReplicaSet', 'web-x1x2x-aaaa', hash))).toBe(false);
    expect(passes('Deployment', 'web-', pod('ReplicaSet', 'web-other-7c9d', { 'pod-template-hash': '9d' }))).toBe(false);
    expect(passes('CronJob', 'web-', job('web-x1x2x-29384756', ownedBy('CronJob', 'web-x1x2x')))).toBe(true);
    expect(passes('CronJob', 'web-', pod('Job', 'web-x1x2x-29384756'))).toBe(true);
  });
});

describe('very many exceptions', () => {
  const kinds = ['Deployment', 'CronJob', 'StatefulSet'];
  const exceptions = Array.from({ length: 900 }, (_, i) => ({
    rule: RULE, object: { apiVersion: 'v1', kind: kinds[i % 3], namespace: `team-${i % 100}`, name: `legacy-application-${i}` }, reason: `writes its cache beside the binary ${i % 2}`,
  }));
  const [policy] = policies({ rules: [RULE], exceptions: [...exceptions, { rule: RULE, object: { apiVersion: 'v1', kind: 'Job', namespace: 'team-1', name: 'migrate-' }, reason: 'once' }] });
  const admits = (object: Json): boolean => evaluatePolicy(policy, inCel(object)) === undefined;
  const named = (kind: string, namespace: string, name: string): Json => ({ ...job(name), kind, metadata: { namespace, name } });
  const placed = (object: Json, namespace: string): Json => ({ ...object, metadata: { ...object.metadata as Json, namespace } });

  it('are within what a policy may have and kubectl apply takes', () => {
    expect((policy.spec as { matchConditions: unknown[] }).matchConditions.length).toBeLessThanOrEqual(64);
    const annotations = JSON.stringify((policy.metadata as Json).annotations);
    expect(annotations.length + JSON.stringify(policy).length).toBeLessThan(256 * 1024);
    expect(annotations).toContain('team-0/Deployment/legacy-application-0, team-2/StatefulSet/legacy-application-2, ');
  });

  it('are as exact as few', () => {
    expect(admits(named('Deployment', 'team-3', 'legacy-application-3'))).toBe(true);
    expect(admits(named('Deployment', 'team-3', 'legacy-application-303'))).toBe(true);
    expect(admits(named('Deployment', 'team-3', 'legacy-application-4'))).toBe(false);
    expect(admits(named('StatefulSet', 'team-3', 'legacy-application-3'))).toBe(false);
    expect(admits(named('Deployment', 'team-4', 'legacy-application-3'))).toBe(false);
    const hash = { 'pod-template-hash': '7c9d' };
    expect(admits(placed(pod('ReplicaSet', 'legacy-application-303-7c9d', hash), 'team-3'))).toBe(true);
    expect(admits(placed(pod('ReplicaSet', 'legacy-application-303-7c9e', hash), 'team-3'))).toBe(false);
    expect(admits(placed(job('legacy-application-301-29384756', ownedBy('CronJob', 'legacy-application-301')), 'team-1'))).toBe(true);
    expect(admits(placed(job('legacy-application-301-by-hand1', ownedBy('CronJob', 'legacy-application-301')), 'team-1'))).toBe(true);
    expect(admits(placed(job('legacy-application-301-all', ownedBy('CronJob', 'legacy-application-301')), 'team-1'))).toBe(false);
    expect(admits(placed(pod('Job', 'legacy-application-301-29384756'), 'team-1'))).toBe(true);
    expect(admits(placed(pod('Job', 'migrate-x1x2x'), 'team-1'))).toBe(true);
  });
});
