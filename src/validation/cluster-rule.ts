/** The id under which findings of a ValidatingAdmissionPolicy of the cluster are reported: no rule of ours has a dot in its id. */
export function clusterRuleId(policy: string): string {
  return `${PREFIX}${policy}`;
}

/** Whether an id, or a pattern such as `policy.*`, means policies of the cluster, which are not known before their files are read. */
export function isClusterRule(id: string): boolean {
  return id.startsWith(PREFIX);
}

const PREFIX = 'policy.';
