import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { baselineOf, compareWithBaseline, Comparison, readBaseline, writeBaseline } from './baseline';
import { HardeningProps } from './hardening-props';
import { ScopeWord } from './ruling';
import { recordSources } from './source-line';
import { reachVerdict, RenderedObject, RuledFinding, Verdict } from './verdict';
import { exceptionsOf } from '../admission/exceptions';
import { declareExceptions, followsExceptions } from '../admission/tree-exceptions';
import { notesOf } from '../constructs/notes';
import { counterparts } from '../constructs/traffic';
import { asObject, Json } from '../manifest/model';
import { write } from '../manifest/write';
import { renderFinding } from '../report/text';
import { formatAcceptance, WAIVER_ANNOTATION } from '../standard/waiver';
import { Finding } from '../validation/finding';

/** What a judgement leads to. */
export interface Judgement {
  readonly findings: readonly Finding[];
  /** The findings that stop the synth. */
  readonly stopping: readonly Finding[];
  /** What else there is to tell, line by line. */
  readonly notes: readonly string[];
  readonly rendered: readonly RenderedObject[];
}

/** The judge of one construct tree: there is one, whoever asks for judgement in it. */
export class TreeJudge {
  /** The judge of the tree that a construct is in. */
  static of(construct: IConstruct): TreeJudge {
    const root = construct.node.root;
    let judge = judges.get(root);
    if (judge === undefined) judges.set(root, judge = new TreeJudge(root));
    return judge;
  }

  /** What the last judgement found, if there was one. */
  private last?: readonly Finding[];
  private readonly words = new Map<IConstruct, ScopeWord>();
  private readonly told = new Set<string>();
  private readonly unannotated = new WeakMap<ApiObject, () => Json>();
  private annotations = new Map<ApiObject, Readonly<Record<string, string>>>();
  private sessions = 0;
  private current?: Judgement;

  private constructor(private readonly root: IConstruct) {}

  /** What is said of a scope. The first word makes the tree judged whenever it is synthesized. */
  wordOf(scope: IConstruct): ScopeWord {
    let word = this.words.get(scope);
    if (word === undefined) {
      if (this.words.size === 0) this.takeOffice();
      this.words.set(scope, word = { scope, waivers: [] });
    }
    return word;
  }

  /** Judges once, however often it is asked while this runs: cdk8s validates the whole tree anew for every chart. */
  session<T>(run: () => T): T {
    this.sessions++;
    try {
      return run();
    } finally {
      this.sessions--;
      if (this.sessions === 0) this.current = undefined;
    }
  }

  /** Judges the tree as it is now, and tells what does not stop it on standard error. */
  judge(): Judgement {
    if (this.current !== undefined) return this.current;
    const judgement = this.decide(this.look(this.words));
    this.last = judgement.findings;
    if (this.sessions > 0) this.current = judgement;
    this.tell(judgement);
    return judgement;
  }

  /** What is found in a scope now. Tells and decides nothing. The props hold where nobody put the scope under judgement. */
  findingsIn(scope: IConstruct, props?: HardeningProps): Finding[] {
    const isJudged = scope.node.scopes.some((at) => this.words.has(at));
    const words = isJudged ? this.words : new Map([...this.words, [scope, { scope, props, waivers: [] }]]);
    return below(scope, this.look(words).findings.map(({ finding }) => finding));
  }

  /** What the last judgement found in a scope; what is found now, where there was none. */
  lastFindingsIn(scope: IConstruct): Finding[] {
    return this.last === undefined ? this.findingsIn(scope) : below(scope, this.last);
  }

  private look(words: ReadonlyMap<IConstruct, ScopeWord>): Verdict {
    return reachVerdict(this.root, words, (api) => {
      const render = this.unannotated.get(api);
      return render === undefined ? api.toJson() as Json : render();
    });
  }

  private takeOffice(): void {
    recordSources(this.root);
    this.root.node.addValidation({ validate: () => this.judge().stopping.map((finding) => renderFinding(finding, { indent: '    ' })) });
    const app = this.root as unknown as Record<string, unknown>;
    for (const method of ['synth', 'synthYaml']) {
      const run = app[method];
      if (typeof run !== 'function') continue;
      const once = (...args: unknown[]): unknown => this.session(() => withoutEmptyPath(() => run.apply(this.root, args) as unknown));
      Object.defineProperty(app, method, { value: once, writable: true, configurable: true });
    }
  }

  private decide(verdict: Verdict): Judgement {
    const notes: string[] = [...verdict.notes];
    const known = new Set<Finding>();
    for (const file of new Set(verdict.rulings.map(({ props }) => props.baseline))) {
      if (file === undefined) continue;
      const ruled = verdict.findings.filter(({ finding, ruling }) => ruling.props.baseline === file && finding.waived === undefined);
      const findings = ruled.map(({ finding }) => finding);
      const isNew = verdict.rulings.some(({ props }) => props.baseline === file && props.updateBaseline === true);
      if (isNew) writeBaseline(file, baselineOf(findings));
      const comparison = compareWithBaseline(findings, readBaseline(file));
      for (const finding of comparison.known) known.add(finding);
      notes.push(...tellBaseline(file, comparison));
    }
    const open = verdict.findings.filter(({ finding }) => finding.waived === undefined && !known.has(finding));
    const stopping = open.filter(({ finding, ruling }) => finding.severity === 'error' && ruling.props.mode !== 'report').map(({ finding }) => finding);
    const stops = new Set(stopping);
    for (const { finding } of open) {
      if (!stops.has(finding)) notes.push(renderFinding(finding));
    }
    this.annotate(verdict.findings);
    // Policies let pass what is waived, which was not known when they were rendered.
    declareExceptions(this.root, exceptionsOf(verdict.findings.map(({ finding }) => finding)));
    const rendered = verdict.rendered.map((object) => {
      const made = followsExceptions(object.construct) ? object.construct.toJson() as Json : object.json;
      const json = withAnnotations(made, this.annotations.get(object.construct));
      return json === object.json ? object : { ...object, json };
    });
    return { findings: verdict.findings.map(({ finding }) => finding), stopping, notes, rendered };
  }

  /** Writes waivers that were given in code to the objects that they cover, where somebody asked for that. */
  private annotate(findings: readonly RuledFinding[]): void {
    this.annotations = new Map();
    for (const { finding, ruling, api } of findings) {
      if (finding.waived === undefined || api === undefined || ruling.props.waiverAnnotations !== true) continue;
      this.annotations.set(api, { ...this.annotations.get(api), [WAIVER_ANNOTATION + finding.rule]: formatAcceptance(finding.waived) });
      if (this.unannotated.has(api)) continue;
      const render = api.toJson.bind(api) as () => Json;
      this.unannotated.set(api, render);
      api.toJson = () => withAnnotations(render(), this.annotations.get(api));
    }
  }

  private tell({ notes, rendered }: Judgement): void {
    const fresh = [...notes, ...this.left(rendered)].filter((note) => !this.told.has(note));
    for (const note of fresh) this.told.add(note);
    if (fresh.length > 0) process.stderr.write(`${fresh.join('\n')}\n`);
  }

  /** What the app cannot do itself: what constructs left a note about, and the policies that owners of other namespaces have to write. */
  private left(rendered: readonly RenderedObject[]): string[] {
    const made = new Set(rendered.filter(({ kind }) => kind === 'Namespace').map(({ construct }) => construct.name));
    return [
      ...notesOf(this.root),
      ...counterparts(this.root).map((policy) => {
        const namespace = String(policy.metadata.namespace);
        const why = made.has(namespace)
          ? `namespace '${namespace}' is in this app, and Peer.pods writes our side only: name the workload itself, or add what its pods need:`
          : `namespace '${namespace}' is not in this app; for the edge to work its owner needs:`;
        return `note ${why}\n${write(policy)}`.trimEnd();
      }),
    ];
  }
}

const judges = new WeakMap<IConstruct, TreeJudge>();

/** cdk8s writes the path of the construct before each error, and the app has none. */
function withoutEmptyPath<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof Error) error.message = error.message.replaceAll('\n  [] ', '\n  ');
    throw error;
  }
}

function below(scope: IConstruct, findings: readonly Finding[]): Finding[] {
  const { path } = scope.node;
  return findings.filter(({ construct }) => path === '' || construct === path || construct?.startsWith(`${path}/`));
}

/** What stands on the object already is the word of its author. */
function withAnnotations(json: Json, annotations: Readonly<Record<string, string>> | undefined): Json {
  if (annotations === undefined) return json;
  const metadata = asObject(json.metadata);
  return { ...json, metadata: { ...metadata, annotations: { ...annotations, ...asObject(metadata.annotations) } } };
}

function* tellBaseline(file: string, { known, stale }: Comparison): Iterable<string> {
  if (known.length > 0) yield `${file}: ${known.length === 1 ? '1 old finding stops' : `${known.length} old findings stop`} nothing`;
  if (stale.length > 0) yield `${file}: ${stale.length === 1 ? '1 finding is' : `${stale.length} findings are`} mended; write it anew with updateBaseline`;
}
