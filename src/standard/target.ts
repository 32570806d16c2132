/** The minor that manifests are for where nobody says: the newest that all clusters in support can have by now. */
export const DEFAULT_MINOR = 36;

/** The N of Kubernetes 1.N, from `1.36`. Throws on anything else. */
export function minorOf(version: string | undefined): number {
  if (version === undefined) return DEFAULT_MINOR;
  const match = /^v?1\.(\d{1,3})(?:\.\d+)?$/.exec(version);
  if (match === null) throw new Error(`kubernetesVersion '${version}' is not a Kubernetes version; write it as '1.${DEFAULT_MINOR}'`);
  return Number(match[1]);
}
