import { Command, Option } from 'commander';
import { CallError } from './call-error';
import { collected, day, kubernetesVersion, LEVELS, MINORS, oneOf, words } from './options';
import type { PoliciesOptions } from './policies';
import { rfc1123LabelProblem } from '../../manifest/name';

const STAGES = ['audit', 'warn', 'deny'] as const;
const FAILURE_POLICIES = ['Fail', 'Ignore'] as const;
const ENGINES = ['kubernetes', 'kyverno'] as const;

/** `cdk8s-hardened policies`, as the program takes it in. */
export function policiesCommand(): Command {
  return new Command('policies')
    .summary('print the rules as policies of the cluster')
    .description('Prints the rules that look at one object by itself as ValidatingAdmissionPolicies; what is waived in the manifests becomes an exception')
    .argument('[path...]', 'manifests whose waivers become exceptions')
    .addOption(new Option('--stage <stage>', 'record violations, warn of them, or deny them').choices(STAGES).default('audit').argParser(oneOf('--stage', STAGES)))
    .addOption(new Option('--engine <engine>', 'who evaluates the policies: the API server, or Kyverno 1.17 and newer').choices(ENGINES).default('kubernetes').argParser(oneOf('--engine', ENGINES)))
    .addOption(new Option('--kubernetes-version <version>', 'the version of the cluster (default: "1.36")').choices(MINORS).argParser(kubernetesVersion))
    .addOption(new Option('--pod-security <level>', 'the level of namespaces without a label (default: "restricted")').choices(LEVELS).argParser(oneOf('--pod-security', LEVELS)))
    .addOption(new Option('--rules <ids>', "the rules that become policies, such as 'pss-*,rbac-*'").argParser(words))
    .addOption(new Option('--skip <ids>', 'rules that do not').argParser(words))
    .addOption(new Option('--namespace-label <key=value>', 'only namespaces with this label; may be repeated').argParser(collected))
    .addOption(new Option('--exclude-namespace <name>', 'a namespace that nothing is asked of, beside those of Kubernetes; may be repeated')
      .argParser((value: string, before?: readonly string[]) => collected(namespaceName('--exclude-namespace', value), before)))
    .addOption(new Option('--failure-policy <policy>', 'what becomes of a request that cannot be judged').choices(FAILURE_POLICIES).default('Fail').argParser(oneOf('--failure-policy', FAILURE_POLICIES)))
    .addOption(new Option('--parameters-namespace <name>', 'the namespace of a ConfigMap in which the lists of registries can be changed (default: they stand in the policies)').argParser((value: string) => namespaceName('--parameters-namespace', value)))
    .option('--config <file>', 'the configuration (default: cdk8s-hardened.yaml, searched upward)')
    .addOption(new Option('--date <day>', 'the day that waivers are judged against (default: today)').argParser(day))
    .action(async (paths: readonly string[], options: PoliciesOptions) => (await import('./policies.js')).printPolicies(paths, options));
}

function namespaceName(option: string, value: string): string {
  const problem = rfc1123LabelProblem(value);
  if (problem !== undefined) throw new CallError(`${option}: ${problem}`);
  return value;
}
