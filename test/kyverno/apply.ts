import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Json } from '../../src/manifest/model';

/** What Kyverno is asked. */
export interface Application {
  readonly policies: readonly Json[];
  readonly objects: readonly Json[];
  /** The labels of the namespaces of the objects, by name. */
  readonly namespaces?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Objects that are in the cluster, which policies may fetch. */
  readonly cluster?: readonly Json[];
  /** Default: the objects are created. An update changes nothing. */
  readonly operation?: 'CREATE' | 'UPDATE';
}

/** What one policy says of one object. */
export interface Result {
  readonly policy: string;
  /** `Kind/name`. */
  readonly object: string;
  readonly result: 'pass' | 'fail' | 'warn' | 'error' | 'skip';
  readonly message: string;
}

/**
 * What `kyverno apply` says. The report leaves out policies that it cannot read, and objects that no policy is asked of: whoever counts on an answer
 * has to look whether it is there.
 */
export async function apply(binary: string, { policies, objects, namespaces = {}, cluster = [], operation = 'CREATE' }: Application): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-hardened-kyverno-'));
  const write = (name: string, values: readonly unknown[]): string => {
    const file = join(folder, name);
    writeFileSync(file, values.map((value) => JSON.stringify(value)).join('\n---\n'));
    return file;
  };
  try {
    const values = {
      apiVersion: 'cli.kyverno.io/v1alpha1',
      kind: 'Values',
      metadata: { name: 'values' },
      globalValues: { 'request.operation': operation },
      namespaces: Object.entries(namespaces).map(([name, labels]) => ({
        apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { ...labels, 'kubernetes.io/metadata.name': name } },
      })),
    };
    const context = { apiVersion: 'cli.kyverno.io/v1alpha1', kind: 'Context', metadata: { name: 'context' }, spec: { resources: cluster } };
    const out = await run(binary, [
      'apply', write('policies.yaml', policies), '--resource', write('objects.yaml', objects), '--values-file', write('values.yaml', [values]),
      '--context-file', write('context.yaml', [context]), '--policy-report', '--output-format', 'json', '--remove-color',
    ]);
    return resultsIn(out);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Report {
  readonly results?: readonly {
    readonly policy: string;
    readonly result: Result['result'];
    readonly message?: string;
    readonly resources: readonly { readonly kind: string; readonly name: string }[];
  }[];
}

function resultsIn(out: string): Result[] {
  const { results = [] } = JSON.parse(out.slice(out.indexOf('{'))) as Report;
  return results.flatMap(({ policy, result, message = '', resources }) => (
    resources.map(({ kind, name }) => ({ policy, object: `${kind}/${name}`, result, message }))
  ));
}

/** Ends with 1 where something fails, as it should here. */
function run(binary: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => { out += text; });
    child.stderr.setEncoding('utf8').on('data', (text: string) => { errors = (errors + text).slice(-2000); });
    child.on('error', reject);
    child.on('close', (code) => out.includes('{') ? resolve(out) : reject(new Error(`kyverno ended with ${code} and no report:\n${out}${errors}`)));
  });
}
