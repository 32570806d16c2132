import { environments } from '../../src/manifest/environments';
import { Model } from '../../src/manifest/model';
import { read } from '../../src/manifest/read';
import { ends } from '../ends';

/** The files of each environment, where `one` is an object of that name, and `one=1` and `one=2` are two that differ. */
function files(contents: Readonly<Record<string, string>>): string[][] {
  return groups(Object.fromEntries(Object.entries(contents).map(([file, names]) => [file, names.split(' ').map((each) => {
    const [name, value = ''] = each.split('=');
    return `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: shop }\ndata: { value: '${value}' }\n`;
  }).join('---\n')])));
}

function groups(texts: Readonly<Record<string, string>>): string[][] {
  const documents = Object.entries(texts).flatMap(([file, text]) => read(text, file).documents);
  const model = new Model(documents.map((document) => ({ value: document.value, origin: document })));
  return environments(documents, model).groups.map((group) => [...new Set(group.map(({ file }) => file))]);
}

it('keeps together what holds each object once', () => {
  expect(files({ 'a/x.yaml': 'one', 'b/y.yaml': 'two' })).toEqual([['a/x.yaml', 'b/y.yaml']]);
});

it('takes folders apart that hold the same object, and gives both what lies in neither', () => {
  expect(files({ 'base/n.yaml': 'shared', 'envs/dev/a/x.yaml': 'one=1', 'envs/dev/y.yaml': 'two', 'envs/prod/x.yaml': 'one=2 two' }))
    .toEqual([['base/n.yaml', 'envs/dev/a/x.yaml', 'envs/dev/y.yaml'], ['base/n.yaml', 'envs/prod/x.yaml']]);
});

it('keeps together what is twice in one folder, which is a mistake', () => {
  expect(files({ 'a/x.yaml': 'one=1', 'a/y.yaml': 'one=2' })).toEqual([['a/x.yaml', 'a/y.yaml']]);
  expect(files({ 'a/x.yaml': 'one=1 one=2' })).toEqual([['a/x.yaml']]);
});

it('keeps components together that have copies of what they share', () => {
  expect(files({ 'a/x.yaml': 'one', 'b/x.yaml': 'one two' })).toEqual([['a/x.yaml', 'b/x.yaml']]);
});

it('takes a third folder apart although it says the same as the first', () => {
  expect(files({ 'a/x.yaml': 'one=1', 'b/x.yaml': 'one=2', 'c/x.yaml': 'one=1' })).toEqual([['a/x.yaml'], ['b/x.yaml'], ['c/x.yaml']]);
});

it('looks at what is shared with each environment, unless there are too many', () => {
  const repository = (folders: number, shared: number): Record<string, string> => ({
    'base/x.yaml': Array.from({ length: shared }, (_, i) => `shared${i}`).join(' '),
    ...Object.fromEntries(Array.from({ length: folders }, (_, i) => [`envs/${i}/x.yaml`, `one=${i}`])),
  });
  expect(files(repository(10, 300))[0]).toEqual(['base/x.yaml', 'envs/0/x.yaml']);
  const many = ends(() => files(repository(400, 300)));
  expect([many.length, many[0], many[1]]).toEqual([401, ['base/x.yaml'], ['envs/0/x.yaml']]);
});

const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n';
const LABELLED = NAMESPACE.replace('shop', 'shop, labels: { env: prod }');
const pod = (name: string): string => `---\napiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop }\nspec: { containers: [] }\n`;

it('keeps components together that share a namespace, even where its labels differ', () => {
  expect(groups({ 'a/x.yaml': NAMESPACE + pod('a'), 'b/x.yaml': LABELLED + pod('b') })).toHaveLength(1);
});

it('takes environments apart that differ in nothing but the labels of their namespace', () => {
  expect(groups({ 'dev/x.yaml': NAMESPACE + pod('api'), 'prod/x.yaml': LABELLED + pod('api') })).toEqual([['dev/x.yaml'], ['prod/x.yaml']]);
});

it('takes two kinds of one name for two, and tells twins among them', () => {
  const cluster = (group: string, nodes: number): string => `apiVersion: ${group}/v1\nkind: Cluster\nmetadata: { name: shop, namespace: shop }\nspec: { nodes: ${nodes} }\n`;
  const both = { 'db/x.yaml': cluster('postgresql.cnpg.io', 1), 'dev/x.yaml': cluster('redis.example.com', 1) };
  expect(groups(both)).toHaveLength(1);
  expect(groups({ ...both, 'prod/x.yaml': cluster('redis.example.com', 2) })).toEqual([['db/x.yaml', 'dev/x.yaml'], ['db/x.yaml', 'prod/x.yaml']]);
});

it('takes no names that the API server makes up, and no missing ones, for the same', () => {
  const job = (metadata: string, n: number): string => `apiVersion: batch/v1\nkind: Job\nmetadata: ${metadata}\nspec: { parallelism: ${n} }\n`;
  for (const metadata of ['{ generateName: migrate- }', '{}']) expect(groups({ 'a/x.yaml': job(metadata, 1), 'b/x.yaml': job(metadata, 2) })).toHaveLength(1);
});
