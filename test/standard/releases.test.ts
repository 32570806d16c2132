import {
  apiLifecycle, apiLifecycles, endOfLife, formatMinor, MINORS, NEWEST_MINOR, newestMinor, parseMinor, releaseOf, supportedMinors,
} from '../../src/standard/releases';

describe('minors', () => {
  it('follow each other without a gap, each with its dates in order', () => {
    MINORS.forEach((release, i) => {
      expect(release.minor).toBe(MINORS[0].minor + i);
      expect(release.released < release.maintenance && release.maintenance < release.endOfLife).toBe(true);
      if (i > 0) expect(MINORS[i - 1].released < release.released && MINORS[i - 1].endOfLife < release.endOfLife).toBe(true);
    });
  });

  it('are dates of the calendar', () => {
    for (const { released, maintenance, endOfLife: end } of MINORS) {
      for (const date of [released, maintenance, end]) expect(new Date(date).toISOString().slice(0, 10)).toBe(date);
    }
  });

  it('tell a release from a plan', () => {
    expect(MINORS.filter((release) => release.planned).map((release) => release.minor)).toEqual([38]);
    expect(NEWEST_MINOR).toBe(37);
  });

  it('are supported until the last day, and not before they are released', () => {
    expect(supportedMinors('2026-11-23')).toEqual([35, 36, 37]);
    expect(supportedMinors('2026-10-27')).toContain(34);
    expect(supportedMinors('2026-10-28')).not.toContain(34);
    expect(supportedMinors('2026-08-25')).not.toContain(37);
    expect(supportedMinors('2026-08-26')).toContain(37);
    expect(supportedMinors('2000-01-01')).toEqual([]);
  });

  it('know the newest of a day', () => {
    expect(newestMinor('2024-06-01')).toBe(30);
    expect(newestMinor('2000-01-01')).toBeUndefined();
  });

  it('know their end of life', () => {
    expect(endOfLife(28)).toBe('2024-10-28');
    expect(endOfLife(99)).toBeUndefined();
    expect(releaseOf(30)?.released).toBe('2024-04-17');
  });
});

describe('the text of a minor', () => {
  it.each([
    ['1.36', 36], ['v1.36', 36], ['1.36.2', 36], ['v1.30.14-gke.100', 30], ['v1.31.2+k3s1', 31], ['1.9', 9], ['1.0', 0],
    ['2.0', undefined], ['1', undefined], ['1.', undefined], ['1.036', undefined], ['1.36.x', undefined], ['', undefined], [' 1.36', undefined], ['latest', undefined],
  ])('reads %j as %p', (text, minor) => {
    expect(parseMinor(text)).toBe(minor);
  });

  it('is written as it is read', () => {
    expect(parseMinor(formatMinor(36))).toBe(36);
  });
});

describe('the life of an API', () => {
  it.each([
    ['extensions/v1beta1', 'Deployment', 16, 'apps/v1'],
    ['extensions/v1beta1', 'Ingress', 22, 'networking.k8s.io/v1'],
    ['rbac.authorization.k8s.io/v1beta1', 'ClusterRole', 22, 'rbac.authorization.k8s.io/v1'],
    ['apiextensions.k8s.io/v1beta1', 'CustomResourceDefinition', 22, 'apiextensions.k8s.io/v1'],
    ['policy/v1beta1', 'PodDisruptionBudget', 25, 'policy/v1'],
    ['batch/v1beta1', 'CronJob', 25, 'batch/v1'],
    ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', 26, 'autoscaling/v2'],
    ['flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', 32, 'flowcontrol.apiserver.k8s.io/v1'],
    ['resource.k8s.io/v1beta1', 'ResourceClaim', 38, 'resource.k8s.io/v1'],
  ])('ends for %s %s in 1.%i, in favour of %s', (apiVersion, kind, removed, replacement) => {
    const life = apiLifecycle(apiVersion, kind);
    expect(life?.removed).toBe(removed);
    expect(life?.replacement).toEqual({ apiVersion: replacement, kind });
  });

  it('ends without a replacement for PodSecurityPolicy', () => {
    expect(apiLifecycle('policy/v1beta1', 'PodSecurityPolicy')).toEqual({
      apiVersion: 'policy/v1beta1', kind: 'PodSecurityPolicy', introduced: 10, deprecated: 21, removed: 25, replacement: undefined,
    });
  });

  it('ends when the Go type vanished, where that came before the announced date', () => {
    expect(apiLifecycle('networking.k8s.io/v1alpha1', 'ClusterCIDR')?.removed).toBe(29);
    expect(apiLifecycle('scheduling.k8s.io/v1alpha1', 'Workload')?.removed).toBe(36);
  });

  it('knows when an API came, and which are deprecated for good without a date', () => {
    expect(apiLifecycle('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy')?.introduced).toBe(30);
    expect(apiLifecycle('v1', 'Endpoints')).toMatchObject({ deprecated: 33, removed: undefined, replacement: { kind: 'EndpointSlice' } });
  });

  it('is unknown for what Kubernetes never had', () => {
    expect(apiLifecycle('cert-manager.io/v1', 'Certificate')).toBeUndefined();
    expect(apiLifecycle('v1', 'constructor')).toBeUndefined();
  });

  it('runs forward, and a replacement that is named exists', () => {
    for (const { apiVersion, kind, introduced, deprecated, removed, replacement } of apiLifecycles()) {
      const life = [introduced, deprecated, removed].filter((minor) => minor !== undefined);
      expect([apiVersion, kind, life]).toEqual([apiVersion, kind, [...life].sort((a, b) => a - b)]);
      if (replacement) expect(apiLifecycle(replacement.apiVersion, replacement.kind)).toBeDefined();
    }
  });
});
