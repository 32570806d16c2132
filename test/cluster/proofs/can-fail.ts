/* Shows that each proof can fail: with one row altered, one object or one schema broken, it says so. Rows may be named; `all` alters each row. */
import type * as First from './examples';
import type * as Second from './pod-security';
import type * as Fourth from './policies';
import { Sample, SMALL } from './sample';
import type * as Third from './schema';
import { synthesizedExamples } from './synthesized';
import { Tally } from './tally';
import { asObject, Json } from '../../../src/manifest/model';
import type * as SchemaTypes from '../../../src/manifest/schema-types';
import { Control } from '../../../src/standard/control';
import type * as PodSecurity from '../../../src/standard/pod-security';
import { alteredRows } from '../../conformance/altered-rows';
import { Cluster, startCluster } from '../cluster';

/** The proofs and what they lean on, loaded anew: what is altered in these modules is altered nowhere else. */
interface Loaded {
  readonly rows: readonly Control[];
  readonly schemaType: (id: string, minor: number) => { readonly fields: ReadonlyMap<string, unknown> };
  readonly proofs: Readonly<Record<number, (cluster: Cluster, sample: Sample) => Promise<Tally>>>;
}

interface Fault {
  readonly about: string;
  /** The proofs that have to fail, by number. */
  readonly proofs: readonly number[];
  /** What the first failures name: another reason than the fault does not count. */
  readonly named: (proof: number) => RegExp;
  readonly plant: (loaded: Loaded, minor: number) => void;
  /** What the examples are in place of what they synthesize. */
  readonly examples?: ReadonlyMap<string, readonly Json[]>;
}

/** A row of each level. */
const ROWS = ['pss-privilege-escalation', 'pss-seccomp-baseline'];

const apps = synthesizedExamples().apps;

async function main(wanted: readonly string[]): Promise<void> {
  // What policies say beside refusing is in an audit log that can be read.
  const cluster = await startCluster(undefined, { own: true });
  if ('skipped' in cluster) {
    console.log(`whether the proofs can fail is not tried: ${cluster.skipped}`);
    return;
  }
  try {
    const minor = Number(/^v1\.(\d+)\./.exec(cluster.version)![1]);
    const rows = load().rows;
    const ids = wanted.length === 0 ? ROWS : wanted.includes('all') ? rows.map(({ id }) => id) : wanted;
    const none: Fault = { about: 'nothing is altered', proofs: [1, 2, 3, 4], named: () => /^/, plant: () => undefined };
    const faults = [none, ...PLANTED, ...ids.map((id) => flipped(id, rows))];
    let wrong = 0;
    for (const fault of faults) if (!await hold(cluster, minor, fault, fault !== none)) wrong++;
    console.log(`${faults.length - wrong} of ${faults.length} as they should be`);
    if (wrong > 0) process.exitCode = 1;
  } finally {
    await cluster.stop();
  }
}

/** Whether the proofs of a fault fail, and for that reason; without a fault, whether they hold. */
async function hold(cluster: Cluster, minor: number, { about, proofs, named, plant, examples = apps }: Fault, red: boolean): Promise<boolean> {
  console.log(about);
  let right = true;
  for (const number of proofs) {
    const started = process.hrtime.bigint();
    const loaded = load(examples);
    plant(loaded, minor);
    const lines: string[] = [];
    const tally = await loaded.proofs[number](cluster, { ...SMALL, say: (line) => lines.push(line) });
    const reason = tally.failures.find((line) => named(number).test(line));
    const isRight = red ? reason !== undefined : tally.failed === 0 && tally.passed > 0;
    if (!isRight) right = false;
    const colour = tally.failed > 0 ? 'red' : 'green';
    const seconds = Number((process.hrtime.bigint() - started) / 1_000_000_000n);
    console.log(`  ${isRight ? 'ok  ' : 'FAIL'} proof ${number} is ${colour}: ${tally.passed} passed, ${tally.failed} failed in ${seconds} s${reason === undefined || !red ? '' : `, such as: ${reason.slice(0, 150)}`}`);
    if (!isRight) for (const line of lines) console.log(`       ${line.slice(0, 400)}`);
  }
  return right;
}

/** The row allows something else, wherever it is used: for what it says of pods, for policies, and for the rules. */
function flipped(id: string, rows: readonly Control[]): Fault {
  const row = rows.find((each) => each.id === id);
  if (row === undefined) throw new Error(`${id} is no row of Pod Security; there is ${rows.map((each) => each.id).join(', ')}`);
  const altered = alteredRows(row).find(({ change }) => /^(does not allow|asks for|allows)/.test(change))!;
  return {
    about: `the row ${id} ${altered.change}`,
    proofs: [2, 4],
    named: (proof) => (proof === 2 ? /says / : new RegExp(`^(the policy of ${id} |no policy reports the compliant app.*-?${id})`)),
    plant: (loaded) => Object.assign(loaded.rows.find((each) => each.id === id)!, { allow: altered.row!.allow }),
  };
}

const PLANTED: readonly Fault[] = [
  {
    about: 'an example makes a Deployment whose pods its own namespace refuses',
    proofs: [1],
    named: () => /^minimal: the pod of .*violates PodSecurity/,
    plant: () => undefined,
    examples: new Map([['minimal', apps.get('minimal')!.map((object) => (object.kind === 'Deployment' ? inHostNetwork(object) : object))]]),
  },
  {
    about: 'an example makes a Deployment with a field that does not exist',
    proofs: [1],
    named: () => /^minimal: .*Deployment.* is admitted: .*unknown field/,
    plant: () => undefined,
    examples: new Map([['minimal', apps.get('minimal')!.map((object) => (object.kind === 'Deployment' ? { ...object, spec: { ...asObject(object.spec), replica: 2 } } : object))]]),
  },
  {
    about: 'the schema of a container has lost the field image',
    proofs: [3],
    named: () => /our schemas accept the examples/,
    plant: ({ schemaType }, minor) => { (schemaType('core.v1.Container', minor).fields as Map<string, unknown>).delete('image'); },
  },
  {
    about: 'the schema of metadata takes anything for labels',
    proofs: [3],
    named: () => /metadata\.labels.*: decoded, as our schemas say/,
    plant: ({ schemaType }, minor) => { (schemaType('meta.v1.ObjectMeta', minor).fields as Map<string, unknown>).set('labels', { kind: 'any' }); },
  },
];

function inHostNetwork(deployment: Json): Json {
  const spec = asObject(deployment.spec);
  const template = asObject(spec.template);
  return { ...deployment, spec: { ...spec, template: { ...template, spec: { ...asObject(template.spec), hostNetwork: true } } } };
}

function load(examples = apps): Loaded {
  for (const file of Object.keys(require.cache)) if (/[\\/](src|test)[\\/]/.test(file) && !file.includes('node_modules')) delete require.cache[file];
  /* eslint-disable @typescript-eslint/no-require-imports */
  const { POD_SECURITY } = require('../../../src/standard/pod-security') as typeof PodSecurity;
  const { schemaType } = require('../../../src/manifest/schema-types') as typeof SchemaTypes;
  const first = require('./examples') as typeof First;
  const second = require('./pod-security') as typeof Second;
  const third = require('./schema') as typeof Third;
  const fourth = require('./policies') as typeof Fourth;
  /* eslint-enable @typescript-eslint/no-require-imports */
  return {
    rows: POD_SECURITY,
    schemaType,
    proofs: {
      1: (cluster, sample) => first.proveExamples(cluster, sample, { apps: examples }),
      2: second.provePodSecurity,
      3: (cluster, sample) => third.proveSchemas(cluster, sample, { apps: examples }),
      4: fourth.provePolicies,
    },
  };
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.stack);
  process.exitCode = 1;
});
