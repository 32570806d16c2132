import { argoObjectHygiene } from './argo-object-hygiene';
import { cronjobDeadline } from './cronjob-deadline';
import { defaultSwitchedOff } from './default-switched-off';
import { fluxObjectHygiene } from './flux-object-hygiene';
import { hpaMinReplicas } from './hpa-min-replicas';
import { hpaTargetExists } from './hpa-target-exists';
import { jobRestartPolicy } from './job-restart-policy';
import { jobTtl } from './job-ttl';
import { labelValuesValid } from './label-values-valid';
import { labelsRecommended } from './labels-recommended';
import { namesUnique } from './names-unique';
import { namespaceExplicit } from './namespace-explicit';
import { namespaceNotDefault } from './namespace-not-default';
import { namespaceNotSystem } from './namespace-not-system';
import { noNakedPod } from './no-naked-pod';
import { pdbAllowsDisruption } from './pdb-allows-disruption';
import { pdbExists } from './pdb-exists';
import { podAntiAffinity } from './pod-anti-affinity';
import { preStopDrain } from './pre-stop-drain';
import { probeLiveness } from './probe-liveness';
import { probeNotIdentical } from './probe-not-identical';
import { probePortDeclared } from './probe-port-declared';
import { probeReadiness } from './probe-readiness';
import { replicasMinimum } from './replicas-minimum';
import { replicasNotWithHpa } from './replicas-not-with-hpa';
import { rolloutStrategy } from './rollout-strategy';
import { selectorMatchesTemplate } from './selector-matches-template';
import { statefulsetService } from './statefulset-service';
import { topologySpread } from './topology-spread';
import { Rule } from '../../rule';

/** What keeps a workload running, and manifests in order. */
export const RELIABILITY_RULES: readonly Rule[] = [
  namespaceExplicit,
  namespaceNotDefault,
  namespaceNotSystem,
  namesUnique,
  labelsRecommended,
  labelValuesValid,
  selectorMatchesTemplate,
  statefulsetService,
  noNakedPod,
  probeReadiness,
  probeLiveness,
  probeNotIdentical,
  probePortDeclared,
  preStopDrain,
  replicasMinimum,
  replicasNotWithHpa,
  hpaTargetExists,
  hpaMinReplicas,
  pdbExists,
  pdbAllowsDisruption,
  podAntiAffinity,
  topologySpread,
  rolloutStrategy,
  jobTtl,
  jobRestartPolicy,
  cronjobDeadline,
  argoObjectHygiene,
  fluxObjectHygiene,
  defaultSwitchedOff,
];
