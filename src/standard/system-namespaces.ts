/** Whether a namespace belongs to the cluster itself, which sets it up and keeps it. */
export function isSystemNamespace(name: string): boolean {
  return name === 'kube-system' || name === 'kube-public' || name === 'kube-node-lease';
}
