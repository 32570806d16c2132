import { Json } from './plain';

/**
 * Takes out of a Windows pod what cdk8s-plus writes into every pod: the API server refuses fields there that only Linux knows.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/#pod-os
 */
export function stripLinux(spec: Json, containers: readonly Json[]): void {
  without(spec, ['fsGroupChangePolicy']);
  for (const container of containers) without(container, ['allowPrivilegeEscalation', 'privileged', 'readOnlyRootFilesystem']);
}

function without(owner: Json, fields: readonly string[]): void {
  const context = owner.securityContext as Json | undefined;
  if (context === undefined) return;
  for (const field of fields) delete context[field];
  if (Object.keys(context).length === 0) delete owner.securityContext;
}
