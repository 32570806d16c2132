import { Testing } from 'cdk8s';
import { compliantChart, folder, messageOf, plainApp, stderrOf, WRITABLE } from './run/trees';
import { HardenedApp } from '../src/run/app';
import { Hardening } from '../src/run/hardening';
import { Profile } from '../src/standard/profile';
import { extendExpect, matchers, parsePath, validate } from '../src/testing';
import { edited } from '../src/validation/compliant-app';

const FIELD = 'spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem';
const REASON = 'the vendor image writes to its root';

extendExpect(expect);

describe('validate', () => {
  it('finds what is wrong in an app that nobody judges, and stops nothing', () => {
    const app = plainApp();
    const chart = compliantChart(app, 'shop', WRITABLE);
    const told = stderrOf(() => {
      expect(validate(app)).toMatchObject([{ rule: 'read-only-root-fs', construct: 'shop/Deployment-api', path: parsePath(FIELD) }]);
    });
    expect(told).toBe('');
    app.synth();
    expect(Testing.synth(chart)).toHaveLength(chart.apiObjects.length);
  });

  it('finds what is wrong below a chart only', () => {
    const app = plainApp();
    const wrong = compliantChart(app, 'wrong', WRITABLE);
    const right = compliantChart(app, 'right');
    expect(validate(wrong).map(({ rule }) => rule)).toContain('read-only-root-fs');
    expect(validate(right).map(({ rule }) => rule)).not.toContain('read-only-root-fs');
  });

  it('keeps to what the app says, waivers included', () => {
    const app = new HardenedApp({ outdir: folder(), severities: { 'read-only-root-fs': 'info' } });
    const chart = compliantChart(app, 'shop', WRITABLE);
    expect(validate(chart)).toMatchObject([{ rule: 'read-only-root-fs', severity: 'info' }]);
    Hardening.of(chart).waive(['read-only-root-fs'], { reason: REASON });
    expect(validate(app)).toMatchObject([{ rule: 'read-only-root-fs', waived: { reason: REASON } }]);
  });

  it('judges by the props that it is given where nobody judges', () => {
    const app = plainApp();
    compliantChart(app, 'shop', WRITABLE);
    expect(validate(app, { severities: { 'read-only-root-fs': 'off' } })).toEqual([]);
    expect(validate(app, { profile: Profile.auditOnly() }).map(({ rule }) => rule)).toEqual(['read-only-root-fs']);
  });

  it('judges plain manifests', () => {
    expect(validate(edited({}))).toEqual([]);
    expect(validate(edited({ set: { [FIELD]: false } }), { severities: { 'read-only-root-fs': 'warning' } })).toMatchObject([{ severity: 'warning' }]);
  });
});

describe('matchers', () => {
  it('say that an app, a chart or manifests are hardened', () => {
    const app = plainApp();
    const chart = compliantChart(app);
    expect(app).toBeHardened();
    expect(chart).toBeHardened();
    expect(Testing.synth(chart)).toBeHardened();
    expect(compliantChart(plainApp(), 'shop', WRITABLE)).not.toBeHardened();
  });

  it('say which rule reports what, and where', () => {
    const chart = compliantChart(plainApp(), 'shop', WRITABLE);
    expect(chart).toReport('read-only-root-fs');
    expect(chart).toReport('read-only-root-fs', FIELD);
    expect(chart).toReport('read-only-root-fs', parsePath(FIELD));
    expect(chart).not.toReport('read-only-root-fs', 'spec.template');
    expect(chart).not.toReport('pss-host-pid');
  });

  it('take what is waived for accepted', () => {
    const chart = compliantChart(plainApp(), 'shop', WRITABLE);
    Hardening.of(chart).waive(['read-only-root-fs'], { reason: REASON });
    expect(chart).toBeHardened();
    expect(chart).not.toReport('read-only-root-fs');
  });

  it('say what was found when they fail', () => {
    const chart = compliantChart(plainApp(), 'shop', WRITABLE);
    expect(messageOf(() => expect(chart).toBeHardened())).toMatch(/expected no error, and the rules found:\nerror read-only-root-fs {2}shop\/Deployment\/api/);
    expect(messageOf(() => expect(chart).toReport('pss-host-pid'))).toContain(`expected finding of pss-host-pid, and the rules found:\n  read-only-root-fs  shop/Deployment/api  ${FIELD}`);
    expect(messageOf(() => expect(chart).not.toReport('read-only-root-fs'))).toContain('expected no finding of read-only-root-fs');
    expect(matchers.toBeHardened(compliantChart(plainApp())).message()).toBe('expected an error, and the rules found none');
    expect(messageOf(() => matchers.toBeHardened('shop'))).toBe('cannot judge shop; give an app, a chart, another construct, a manifest or a list of manifests');
  });
});
