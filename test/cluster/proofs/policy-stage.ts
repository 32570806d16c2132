import { AuditLog } from './audit-log';
import { classLabels, CLUSTER_SCOPED, DENIED_REGISTRIES, examplesOf, Question, REGISTRIES } from './questions';
import { eventually, Scene } from './scene';
import { NAMESPACE_CLASSES, NamespaceClass } from '../../../src/admission/check';
import { policies, PolicyOptions, policyRules } from '../../../src/admission/policies';
import { Json } from '../../../src/manifest/model';
import { Cluster, KubernetesObject } from '../cluster';

const API = '/apis/admissionregistration.k8s.io/v1';

/** What the API server says to a question. */
export interface Answer {
  readonly status: number;
  readonly message: string;
  /** The name that the object was given. */
  readonly name: string;
  /** The object as the API server completes it, where it takes it. */
  readonly completed: Json;
}

/** The namespaces and policies of the proof. */
export class Stage {
  static async set(cluster: Cluster, auditLog?: AuditLog): Promise<Stage> {
    const scene = new Scene(cluster);
    const minor = Math.min(37, Number(/^v1\.(\d+)\./.exec(cluster.version)![1]));
    const mark = { 'cdk8s-hardened-proof': scene.prefix };
    const namespaces = new Map<NamespaceClass, string>();
    for (const kind of NAMESPACE_CLASSES) namespaces.set(kind, await scene.namespace(kind, { ...mark, ...classLabels(kind, minor) }));
    // Without an audit log all that shows is what is denied.
    const severities = auditLog === undefined ? Object.fromEntries(policyRules().map((id) => [id, 'error' as const])) : undefined;
    const options = { minor, registries: REGISTRIES, deniedRegistries: DENIED_REGISTRIES, prefix: scene.prefix, namespaceLabels: mark, severities };
    const stage = new Stage(scene, minor, namespaces, auditLog, options);
    for (const policy of policies(stage.options)) {
      if (policy.kind === 'ValidatingAdmissionPolicy') await scene.store(`${API}/validatingadmissionpolicies`, policy as unknown as KubernetesObject);
    }
    return stage;
  }

  private bindings: string[] = [];
  private posted = 0;

  private constructor(
    readonly scene: Scene,
    readonly minor: number,
    readonly namespaces: ReadonlyMap<NamespaceClass, string>,
    private readonly auditLog: AuditLog | undefined,
    readonly options: PolicyOptions,
  ) {}

  /** Puts the bindings of a stage of the rollout in place of those that are there, and waits until they act. Gives the rules that do not. */
  async bind(stage: 'audit' | 'deny'): Promise<string[]> {
    const { cluster } = this.scene;
    for (const path of this.bindings.splice(0)) await cluster.request('DELETE', path);
    for (const binding of policies({ ...this.options, stage })) {
      if (binding.kind !== 'ValidatingAdmissionPolicyBinding') continue;
      await this.scene.store(`${API}/validatingadmissionpolicybindings`, binding as unknown as KubernetesObject);
      this.bindings.push(`${API}/validatingadmissionpolicybindings/${String((binding.metadata as Json).name)}`);
    }
    const idle: string[] = [];
    for (const id of policyRules()) {
      const question = examplesOf(id, this.minor).find(({ findings }) => findings.some(({ rule }) => rule === id));
      if (question === undefined) continue;
      const seen = await eventually(async () => {
        const answer = await this.ask(question);
        // What Kubernetes itself refuses meets no policy.
        if (answer.status !== 201 && answer.status !== 403) return true;
        if (stage === 'deny') return answer.status === 403 || !this.denies(question);
        return (await this.recorded(answer.name)).has(id);
      }, (acts) => acts, 60);
      if (!seen) idle.push(id);
    }
    return idle;
  }

  /** Creates the object in a dry run, under a name by which its record is found. */
  async ask({ object, kind }: Question): Promise<Answer> {
    const metadata = object.metadata as Json;
    const name = `${String(metadata.name)}-${this.posted++}`;
    const namespace = CLUSTER_SCOPED.has(String(object.kind)) ? undefined : this.namespaces.get(kind);
    const named = { ...object, metadata: { ...metadata, name, namespace } } as unknown as KubernetesObject;
    const { status, body } = await this.scene.cluster.dryRun(named);
    return { status, message: body.message ?? '', name, completed: body };
  }

  /** What the policies said of an object. The log is written behind the answers. */
  async recorded(name: string): Promise<ReadonlyMap<string, string>> {
    const said = await eventually(async () => this.said(name), (rules) => rules !== undefined);
    if (said === undefined) throw new Error(`${name} is not in the audit log after 30 s`);
    return said;
  }

  private said(name: string): ReadonlyMap<string, string> | undefined {
    const annotations = this.auditLog?.of(name);
    if (annotations === undefined) return undefined;
    const beginning = `${this.scene.prefix}-`;
    return new Map(Object.entries(annotations).filter(([key]) => key.startsWith(beginning)).map(([key, text]) => (
      [key.slice(beginning.length).replace(/\/violations$/, ''), text]
    )));
  }

  /** Whether a policy at stage deny refuses it. The rules that weigh what they find by other objects are denied only where they are made errors. */
  denies({ findings }: Question): boolean {
    if (this.options.severities !== undefined) return findings.length > 0;
    return findings.some(({ rule, severity }) => severity === 'error' && !rule.startsWith('rbac-no-wildcard-'));
  }
}
