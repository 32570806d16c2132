import { App } from 'cdk8s';

/** What a pod template says of how the program of its first container runs. */
export interface Confinement {
  readonly user: string;
  readonly args: readonly string[];
  readonly env: readonly (readonly [string, string])[];
  readonly port: number;
  /** Directories that the program may write to. */
  readonly writable: readonly string[];
  /** Directories that it only reads. */
  readonly mounted: readonly string[];
}

interface Container {
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  readonly volumeMounts: readonly { readonly mountPath: string; readonly readOnly?: boolean }[];
  readonly ports: readonly { readonly containerPort: number }[];
}

/** What an app says of a workload. */
export function confinementOf(app: App, kind: string, name: string): Confinement {
  const objects = app.charts.flatMap((chart) => chart.toJson());
  const { spec } = objects.find((object) => object.kind === kind && object.metadata.name === name).spec.template;
  const { args = [], env = [], volumeMounts, ports } = spec.containers[0] as Container;
  return {
    user: String(spec.securityContext.runAsUser),
    args,
    env: env.map((variable) => [variable.name, variable.value]),
    port: ports[0].containerPort,
    writable: volumeMounts.filter(({ readOnly }) => readOnly !== true).map(({ mountPath }) => mountPath),
    mounted: volumeMounts.filter(({ readOnly }) => readOnly === true).map(({ mountPath }) => mountPath),
  };
}

/**
 * The shell lines that bring about what a container finds: fresh directories where the manifest mounts volumes, and everything else read-only. They
 * need a mount namespace of their own. `before` runs while the root can still be written to. Behind them `confined` starts a program as the user of
 * the manifest, with its environment and without a capability.
 */
export function confine({ user, env, writable, mounted }: Confinement, before: readonly string[] = []): string[] {
  return [
    'set -e',
    ...[...writable, ...mounted].map((path) => `mkdir -p ${path}; mount -t tmpfs -o size=256m,mode=2770,uid=0,gid=${user} volume ${path}`),
    ...before,
    'mount -o remount,bind,ro /',
    'if touch /written 2>/dev/null; then echo "the root is writable"; exit 1; fi',
    ...env.map(([name, value]) => `export ${name}='${value}'`),
    `confined() { setpriv --reuid ${user} --regid ${user} --clear-groups --no-new-privs --bounding-set -all -- "$@"; }`,
    'cd /',
  ];
}
