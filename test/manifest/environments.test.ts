import { environments } from '../../src/manifest/environments';
import { Model } from '../../src/manifest/model';
import { read } from '../../src/manifest/read';

function files(contents: Readonly<Record<string, string>>): string[][] {
  const documents = Object.entries(contents).flatMap(([file, names]) => read(
    names.split(' ').map((name) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: shop }\n`).join('---\n'), file,
  ).documents);
  const model = new Model(documents.map((document) => ({ value: document.value, origin: document })));
  return environments(documents, model).map((group) => [...new Set(group.map(({ file }) => file))]);
}

it('keeps together what holds each object once', () => {
  expect(files({ 'a/x.yaml': 'one', 'b/y.yaml': 'two' })).toEqual([['a/x.yaml', 'b/y.yaml']]);
});

it('takes folders apart that hold the same object, and gives both what lies in neither', () => {
  expect(files({ 'base/n.yaml': 'shared', 'envs/dev/a/x.yaml': 'one', 'envs/dev/y.yaml': 'two', 'envs/prod/x.yaml': 'one two' }))
    .toEqual([['base/n.yaml', 'envs/dev/a/x.yaml', 'envs/dev/y.yaml'], ['base/n.yaml', 'envs/prod/x.yaml']]);
});

it('keeps together what is twice in one folder, which is a mistake', () => {
  expect(files({ 'a/x.yaml': 'one', 'a/y.yaml': 'one' })).toEqual([['a/x.yaml', 'a/y.yaml']]);
  expect(files({ 'a/x.yaml': 'one one' })).toEqual([['a/x.yaml']]);
});
