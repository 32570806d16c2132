import * as fs from 'fs';
import * as path from 'path';
import { folder } from './trees';
import { baselineOf, compareWithBaseline, readBaseline, writeBaseline } from '../../src/run/baseline';
import { Finding } from '../../src/validation/finding';

function finding(name: string, rule = 'read-only-root-fs', index = 0): Finding {
  return {
    rule,
    severity: 'error',
    item: 7,
    object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name },
    path: ['spec', 'containers', index],
    message: 'm',
    remedy: 'r',
  };
}

it('holds each place once, in an order of its own', () => {
  const [a, b] = [finding('a'), finding('b')];
  const baseline = baselineOf([b, a, b, finding('a', 'image-tag-pinned')]);
  expect(baseline.findings.map(({ object, rule }) => `${object} ${rule}`)).toEqual([
    'shop/Deployment/a image-tag-pinned', 'shop/Deployment/a read-only-root-fs', 'shop/Deployment/b read-only-root-fs',
  ]);
  expect(baseline.findings.map(({ count }) => count)).toEqual([undefined, undefined, 2]);
  expect(baselineOf([a, b, finding('a', 'image-tag-pinned'), b])).toEqual(baseline);
});

it('has no place for what is waived', () => {
  expect(baselineOf([{ ...finding('a'), waived: { reason: 'vendor image' } }]).findings).toEqual([]);
});

it('knows old findings again when texts and lines have moved, and no others', () => {
  const baseline = baselineOf([finding('a'), finding('gone')]);
  const moved = { ...finding('a'), message: 'another text', location: { file: 'x.yaml', line: 9, column: 1 } };
  const another = finding('a', 'read-only-root-fs', 1);
  const { fresh, known, stale } = compareWithBaseline([moved, another], baseline);
  expect(known).toEqual([moved]);
  expect(fresh).toEqual([another]);
  expect(stale.map(({ object }) => object)).toEqual(['shop/Deployment/gone']);
});

it('tells a finding in another environment from the one that it knows', () => {
  const [dev, prod] = ['dev', 'prod'].map((name) => ({ ...finding('a'), location: { file: `${name}/a.yaml`, line: 1, column: 1 } }));
  const { fresh, known } = compareWithBaseline([dev, prod], baselineOf([dev]));
  expect({ fresh, known }).toEqual({ fresh: [prod], known: [dev] });
  expect(compareWithBaseline([dev, prod], baselineOf([dev, prod])).fresh).toEqual([]);
  expect(compareWithBaseline([prod], baselineOf([dev, prod])).stale).toMatchObject([{ object: 'shop/Deployment/a', count: 2 }]);
});

it('knows a container by its name, wherever it stands', () => {
  const baseline = baselineOf([{ ...finding('a'), container: 'api' }]);
  expect(baseline.findings[0].path).toBe('spec.containers.api');
  const moved = { ...finding('a', 'read-only-root-fs', 1), container: 'api' };
  const another = { ...finding('a'), container: 'proxy' };
  expect(compareWithBaseline([another, moved], baseline)).toEqual({ fresh: [another], known: [moved], stale: [] });
});

it('is read as it was written', () => {
  const file = path.join(folder(), 'baseline.json');
  const baseline = baselineOf([finding('a')]);
  writeBaseline(file, baseline);
  expect(readBaseline(file)).toEqual(baseline);
  expect(fs.readdirSync(path.dirname(file))).toEqual(['baseline.json']);
});

it.each(['', '[]', 'null', '{"version":2,"findings":[]}', '{"version":1,"findings":[null]}', '{"version":1}'])('is not %j', (text) => {
  const file = path.join(folder(), 'baseline.json');
  fs.writeFileSync(file, text);
  expect(() => readBaseline(file)).toThrow(`${file} is not a baseline; write it anew with updateBaseline`);
});

it('says what is wrong with a file that cannot be read', () => {
  expect(() => readBaseline(folder())).toThrow(/^baseline .* cannot be read: EISDIR/);
});
