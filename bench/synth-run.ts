import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App } from 'cdk8s';
import { declareGuarded } from '../src/constructs/guard';
import { read } from '../src/manifest/read';
import { TreeJudge } from '../src/run/tree-judge';
import { HardenedApp, HardenedDeployment, HardenedNamespace } from 'cdk8s-hardened';

/** What one run of one kind of app took; printed as JSON, one process a run, so that memory is its own. */
export interface SynthRun {
  readonly milliseconds: number;
  readonly peakMegabytes: number;
  readonly objects: number;
  /** Calls of toJson while the app was synthesized. */
  readonly renderings: number;
  /** What was written, sorted, as one number. */
  readonly digest: number;
}

/** How long rendering and judging the objects of an app take, apart from each other. */
export interface JudgeRun {
  readonly toJson: number;
  readonly validation: number;
}

const IMAGE = `ghcr.io/acme/api@sha256:${'0123456789abcdef'.repeat(4)}`;

function build(app: App, charts: number): void {
  for (let i = 0; i < charts; i++) {
    new HardenedDeployment(new HardenedNamespace(app, `team-${i}`), 'api', { image: IMAGE, port: 8080 });
  }
}

function synthRun(kind: string, charts: number): SynthRun {
  let renderings = 0;
  const render = ApiObject.prototype.toJson;
  ApiObject.prototype.toJson = function (this: ApiObject): unknown {
    renderings++;
    return render.call(this);
  };
  const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
  const app = kind === 'hardened' ? new HardenedApp({ outdir }) : new App({ outdir });
  if (kind === 'plain') declareGuarded(app);
  build(app, charts);
  process.stderr.write = () => true;
  const start = process.hrtime.bigint();
  app.synth();
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  const objects = app.node.findAll().filter((construct) => ApiObject.isApiObject(construct)).length;
  const counted = renderings;
  const digest = digestOf(outdir);
  rmSync(outdir, { recursive: true });
  return { milliseconds, peakMegabytes, objects, renderings: counted, digest };
}

/**
 * Renders all objects first, then lets the app judge them as it does in a synth: the walk over its tree, objects as written, the model, every
 * rule, waivers. Once, in a process that has rendered and judged nothing before: nothing is warm that is cold in a synth.
 */
function judgeRun(charts: number): JudgeRun {
  const app = new HardenedApp({ outdir: tmpdir() });
  build(app, charts);
  const objects = app.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
  process.stderr.write = () => true;
  const start = process.hrtime.bigint();
  const rendered = objects.map((object) => object.toJson() as unknown);
  const toJson = Number(process.hrtime.bigint() - start) / 1e6;
  objects.forEach((object, i) => {
    object.toJson = () => rendered[i];
  });
  const middle = process.hrtime.bigint();
  TreeJudge.of(app).judge();
  return { toJson, validation: Number(process.hrtime.bigint() - middle) / 1e6 };
}

/** The objects of a folder, whatever the order of files, documents and keys, as one number. */
function digestOf(folder: string): number {
  let sum = 0;
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
    for (const { value } of read(readFileSync(join(folder, file), 'utf8'), file).documents) sum = (sum + hash(canonical(value))) % 0x7fffffff;
  }
  return sum;
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, entry]) => `${key}:${canonical(entry)}`).join()}}`;
}

function hash(text: string): number {
  let result = 0;
  for (let i = 0; i < text.length; i++) result = (result * 31 + text.charCodeAt(i)) % 0x7fffffff;
  return result;
}

const [kind, charts] = process.argv.slice(2);
process.stdout.write(JSON.stringify(kind === 'judge' ? judgeRun(Number(charts)) : synthRun(kind, Number(charts))));
