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
