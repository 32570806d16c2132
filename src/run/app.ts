import { App, IResolver } from 'cdk8s';
import { inApplyOrder } from './apply-order';
import { Hardening, HardeningFinding, WaiverOptions } from './hardening';
import { HardeningProps } from './hardening-props';
import { manifestFiles } from './manifest-files';
import { writeManifests } from './manifest-folder';
import { TreeJudge } from './tree-judge';
import { RenderedObject } from './verdict';
import { inReadingOrder } from '../manifest/order';
import { writeAll } from '../manifest/write';

/** What an app writes, and what that is judged against. */
export interface HardenedAppProps extends HardeningProps {
  /**
   * The folder that manifests are written to. Leave it to cdk8s-cli where `cdk8s synth` runs the app.
   * @default - CDK8S_OUTDIR if defined, otherwise "dist"
   */
  readonly outdir?: string;
  /**
   * How the names of files end.
   * @default '.k8s.yaml'
   */
  readonly outputFileExtension?: string;
  /**
   * Writes `construct-metadata.json` too, from which the validation report of cdk8s-cli knows the construct of a resource.
   * @default - true where cdk8s-cli asks for it by CDK8S_RECORD_CONSTRUCT_METADATA
   */
  readonly recordConstructMetadata?: boolean;
  /**
   * What replaces values before they are written.
   * @default - none
   */
  readonly resolvers?: IResolver[];
}

/**
 * An app that does not synthesize what is not hardened. Everything is rendered and judged, once, before the first file is written: each namespace
 * goes to `<namespace>.k8s.yaml`, each other chart to `<id>.k8s.yaml`, with objects in the order in which they can be applied and keys in the order
 * in which people read them. A kill leaves every file old or new, and of two processes that write one folder the second waits for the first. Files of
 * the last synth that are written no more are removed, and no others.
 */
export class HardenedApp extends App {
  private readonly hardening: Hardening;
  private readonly recordsMetadata: boolean;
  /** Stands for this app among the writers of a folder, and keeps nothing alive. */
  private readonly writer = {};

  /**
   * Makes an app.
   *
   * @param props what it writes and what that is judged against
   */
  public constructor(props: HardenedAppProps = {}) {
    const { outdir, outputFileExtension, recordConstructMetadata, resolvers, ...hardening } = props;
    super({ outdir, outputFileExtension, recordConstructMetadata, resolvers });
    this.recordsMetadata = recordConstructMetadata ?? process.env.CDK8S_RECORD_CONSTRUCT_METADATA === 'true';
    this.hardening = Hardening.of(this, hardening);
  }

  /** What was found in the last synth; what is found now, where there was none. Findings that are waived are in it. */
  public get findings(): HardeningFinding[] {
    return this.hardening.findings;
  }

  /**
   * Accepts what some rules find anywhere in the app, knowingly. `Hardening.of(scope).waive` does it for a part of the app.
   *
   * @param rules ids of rules, or globs such as `pss-*`
   * @param options why, by whom, until when
   */
  public waive(rules: string[], options: WaiverOptions): HardenedApp {
    this.hardening.waive(rules, options);
    return this;
  }

  /** Judges the app and writes its manifests to the output folder. Throws, and writes nothing, where something is not hardened. */
  public synth(): void {
    writeManifests(this.outdir, this.files(), this.writer);
  }

  /**
   * Judges the app and renders its manifests.
   *
   * @returns all objects of the app in the order in which they can be applied, as one YAML stream
   */
  public synthYaml(): string {
    return writeAll(this.render().map(({ json }) => inReadingOrder(json)));
  }

  private files(): Map<string, string> {
    return manifestFiles(this.render(), this.outputFileExtension, this.recordsMetadata);
  }

  private render(): RenderedObject[] {
    const judge = TreeJudge.of(this);
    return judge.session(() => {
      this.refuse();
      return inApplyOrder(judge.judge().rendered);
    });
  }

  private refuse(): void {
    const problems: string[] = [];
    for (const construct of this.node.findAll()) {
      // Our own judgement is a validation of the root, and names its paths itself.
      for (const problem of construct.node.validate()) problems.push(construct === this ? problem : `[${construct.node.path}] ${problem}`);
    }
    if (problems.length > 0) throw new Error(`Validation failed with the following errors:\n  ${problems.join('\n  ')}\n${count(problems.length)}; nothing was written`);
  }
}

function count(problems: number): string {
  return problems === 1 ? '1 error' : `${problems} errors`;
}
