import { Scene } from './scene';
import { forEach, Tally } from './tally';
import { Json, Model } from '../../../src/manifest/model';
import { hasPlaceholder } from '../../../src/manifest/placeholder';
import { isNamespaced } from '../../../src/manifest/schema';
import { compliantApp, edited } from '../../../src/validation/compliant-app';
import { judge } from '../../../src/validation/engine';
import { DEFAULT_POLICY } from '../../../src/validation/policy';
import { Edit } from '../../../src/validation/rule';
import { metadataValid } from '../../../src/validation/rules/10-version/metadata-valid';
import { objectValid } from '../../../src/validation/rules/10-version/object-valid';
import { Cluster, KubernetesObject } from '../cluster';

/** Where the API server of an older minor refuses what a switch may let be there. */
const BEHIND_A_SWITCH: Readonly<Record<string, number>> = { 'a Service that begins with a digit': 36 };

/** What nobody creates: it was read from a cluster. */
const NOT_NEW: ReadonlySet<string> = new Set(['a container for debugging in a pod that runs']);

/** A part of proof 3: what the rules beyond the schemas report the API server refuses, and what they are silent about it takes. */
export async function proveObjects(cluster: Cluster, scene: Scene, minor: number, tally: Tally): Promise<void> {
  const namespace = await scene.namespace('objects');
  const asked = [metadataValid, objectValid].flatMap((rule) => [
    ...examplesOf(rule.bad, minor).map((example) => ({ ...example, line: `${rule.id}: ${example.title}`, isBad: true })),
    ...examplesOf(rule.good ?? {}, minor).map((example) => ({ ...example, line: `${rule.id}: ${example.title}`, isBad: false })),
  ]);
  await forEach(asked, async ({ line, objects, isBad }) => {
    for (const object of objects) {
      const { status, body } = await cluster.dryRun(inNamespace(object, namespace));
      // A namespace of a name that is none does not exist.
      const holds = isBad ? [400, 404, 422].includes(status) : status === 201;
      tally.check(`${line}: ${isBad ? 'refused' : 'accepted'}`, holds, { status, says: body.message });
    }
  });
  tally.note(`${asked.length} examples of rules beyond the schemas`);
}

/** What the rules beyond the schemas say of an object. */
export function saidBeyondSchemas(value: Json, minor: number): readonly string[] {
  return judge(new Model([{ value }]), { ...DEFAULT_POLICY, minor }, [metadataValid, objectValid]).map(({ message }) => message);
}

interface Example {
  readonly title: string;
  readonly objects: readonly Json[];
}

/** What each example changes or adds, of kinds that every API server has, where nothing is left to be filled in. */
function examplesOf(edits: Readonly<Record<string, Edit>>, minor: number): readonly Example[] {
  const untouched = new Set(compliantApp(minor).map((object) => JSON.stringify(object)));
  return Object.entries(edits).flatMap(([title, edit]) => {
    if (title.endsWith('another rule\'s') || NOT_NEW.has(title) || (edit.policy?.minor ?? minor) !== minor || minor < (BEHIND_A_SWITCH[title] ?? 0)) return [];
    const objects = edited({ ...edit, policy: { minor } }).filter((object) => !untouched.has(JSON.stringify(object)));
    const isWhole = objects.every((object) => isNamespaced(String(object.apiVersion), String(object.kind)) !== undefined && !isLeftOpen(object));
    return isWhole ? [{ title, objects }] : [];
  });
}

function isLeftOpen(value: unknown): boolean {
  if (typeof value === 'string') return hasPlaceholder(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, entry]) => hasPlaceholder(key) || isLeftOpen(entry));
}

/** The namespace of the examples is the one of the proof. */
function inNamespace(object: Json, namespace: string): KubernetesObject {
  const metadata = object.metadata as Json | undefined;
  if (metadata !== undefined && metadata.namespace !== 'shop') return object as unknown as KubernetesObject;
  const isOwn = isNamespaced(String(object.apiVersion), String(object.kind)) === true;
  return { ...object, ...(isOwn ? { metadata: { ...metadata, namespace } } : {}) } as unknown as KubernetesObject;
}
