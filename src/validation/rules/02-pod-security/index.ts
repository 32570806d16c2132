import { hostpathPvType } from './hostpath-pv-type';
import { hostpathReadonly } from './hostpath-readonly';
import { hostpathRuntimeSocket } from './hostpath-runtime-socket';
import { hostpathSensitive } from './hostpath-sensitive';
import { noPrivilegedContainerPort } from './no-privileged-container-port';
import { psaNamespaceLabels } from './psa-namespace-labels';
import { psaNamespaceLevelEnv } from './psa-namespace-level-env';
import { psaNamespaceVersionPinned } from './psa-namespace-version-pinned';
import { psaWorkloadFitsNamespace } from './psa-workload-fits-namespace';
import { runAsHighUidGid } from './run-as-high-uid-gid';
import { runAsRootGroup } from './run-as-root-group';
import { runAsUserSet } from './run-as-user-set';
import { supplementalGroupsPolicyStrict } from './supplemental-groups-policy-strict';
import { Rule } from '../../rule';

/** Item 2 beyond the rows: what namespaces enforce, and what volumes and users open. */
export const NAMESPACE_RULES: readonly Rule[] = [
  psaNamespaceLabels,
  psaNamespaceLevelEnv,
  psaNamespaceVersionPinned,
  psaWorkloadFitsNamespace,
  hostpathSensitive,
  hostpathRuntimeSocket,
  hostpathReadonly,
  hostpathPvType,
  runAsRootGroup,
  runAsHighUidGid,
  runAsUserSet,
  supplementalGroupsPolicyStrict,
  noPrivilegedContainerPort,
];
