import { PackageJson } from './package';
import { write } from '../../manifest/write';

/** What a new project is made from. */
export interface ProjectAnswers {
  readonly folder: string;
  readonly namespace: string;
  readonly workload: string;
  readonly image: string;
  readonly port: string;
  readonly kubernetesVersion: string;
}

/** The files of a new project, by name. */
export function project(answers: ProjectAnswers, { version, peerDependencies }: PackageJson): ReadonlyMap<string, string> {
  const { namespace, kubernetesVersion } = answers;
  return new Map([
    ['package.json', json({
      name: namespace,
      private: true,
      scripts: {
        synth: 'ts-node main.ts',
        validate: 'cdk8s-hardened validate manifests',
      },
      dependencies: sorted({ ...peerDependencies, 'cdk8s-hardened': `^${version}` }),
      devDependencies: { '@types/node': '^20', 'cdk8s-cli': '^2', 'ts-node': '^10.9.2', 'typescript': '~5.9.0' },
    })],
    ['tsconfig.json', json({
      compilerOptions: { target: 'ES2022', module: 'node16', strict: true, noEmit: true, skipLibCheck: true, types: ['node'] },
      include: ['**/*.ts'],
      exclude: ['node_modules'],
    })],
    ['main.ts', mainTs(answers)],
    ['cdk8s.yaml', `# cdk8s-cli empties its output folder before it starts: give it one that nobody deploys from, and let npm run synth write manifests/\n${write({
      language: 'typescript', app: 'npx ts-node main.ts', output: 'cdk8s.out',
    })}`],
    ['cdk8s-hardened.yaml', write({ $schema: './node_modules/cdk8s-hardened/docs/schemas/config.schema.json', kubernetesVersion, podSecurity: 'restricted' })],
    ['.gitignore', 'node_modules/\ncdk8s.out/\n'],
  ]);
}

function mainTs({ namespace, workload, image, port, kubernetesVersion }: ProjectAnswers): string {
  return `import { HardenedApp, HardenedDeployment, HardenedNamespace, Peer } from 'cdk8s-hardened';

// What is not hardened does not synthesize: an error names the line here that made it.
const app = new HardenedApp({
  outdir: process.env.CDK8S_OUTDIR ?? 'manifests',
  kubernetesVersion: '${kubernetesVersion}',
});

// Pods run restricted, and traffic is denied until a line below allows it.
const namespace = new HardenedNamespace(app, '${namespace}');
const workload = new HardenedDeployment(namespace, '${workload}', {
  image: '${image}',
  port: ${port},
});
workload.allowFrom(Peer.ingress());

app.synth();
`;
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function sorted(map: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}
