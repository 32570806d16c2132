import { ClusterFacts } from '../constructs/cluster-facts';
import { HardenedDefaults } from '../constructs/defaults';
import { Profile } from '../standard/profile';

/** What manifests are judged against, and what happens then. A scope below says it anew, field by field. */
export interface HardeningProps {
  /**
   * The version of the cluster that the manifests are for.
   * @default '1.36'
   */
  readonly kubernetesVersion?: string;
  /**
   * How strict namespaces are that say nothing themselves.
   * @default Profile.production()
   */
  readonly profile?: Profile;
  /**
   * Beginnings of image references that may be used, such as `ghcr.io/acme/`.
   * @default - all
   */
  readonly registries?: string[];
  /**
   * Beginnings of image references that may not be used, such as `docker.io/`; they count before those that may.
   * @default - none
   */
  readonly deniedRegistries?: string[];
  /**
   * The edition of the rules and of the defaults that constructs write, such as `2026.11`. Rules that came later are infos, so that an upgrade of
   * this library never stops a synth that passed before.
   * @default - the newest
   */
  readonly rules?: string;
  /**
   * The day that waivers and ends of support are judged against, `YYYY-MM-DD`. The clock is never asked: an old commit synthesizes next year as it
   * does today.
   * @default - nothing is judged by date
   */
  readonly date?: string;
  /**
   * `enforce`: an error stops the synth before a file is written. `report`: errors are only reported.
   * @default 'enforce'
   */
  readonly mode?: 'enforce' | 'report';
  /**
   * A JSON file with old findings, relative to the working folder. They are counted and stop nothing; new ones do.
   * @default - none
   */
  readonly baseline?: string;
  /**
   * Writes the baseline anew with what is found now.
   * @default false
   */
  readonly updateBaseline?: boolean;
  /**
   * What a manifest cannot know about the cluster.
   * @default - nothing is known
   */
  readonly cluster?: ClusterFacts;
  /**
   * Switches for what our constructs write by default. What is switched off shows up as a finding.
   * @default - all on
   */
  readonly defaults?: HardenedDefaults;
  /**
   * Writes each waiver that covers a finding to the object, as an annotation that the `validate` command and the plugin read.
   * @default false
   */
  readonly waiverAnnotations?: boolean;
  /**
   * Other severities, by rule id: `error`, `warning`, `info` or `off`.
   * @default - those of the rules
   */
  readonly severities?: Record<string, string>;
  /**
   * Files and folders with ValidatingAdmissionPolicies of the cluster, their bindings and parameters, relative to the working folder. What a policy
   * would refuse is an error, what it would warn of a warning, what it would record an info, under the rule `policy.<name>`. They are evaluated by
   * the package `@marcbachmann/cel-js`, which is to be installed for it.
   * @default - none
   */
  readonly policies?: string[];
}
