import { cdk8s, github, javascript, JsonPatch, YamlFile } from 'projen';

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-hardened',
  description: 'Secure-by-default Kubernetes in TypeScript: hardened constructs, the rules behind them, and the same rules for any YAML',
  author: 'cdk8s-hardened contributors',
  authorAddress: 'maintainers@cdk8s-hardened.dev',
  authorOrganization: true,
  repositoryUrl: 'git+https://github.com/cdk8s-hardened/cdk8s-hardened.git',
  license: 'Apache-2.0',
  copyrightOwner: 'cdk8s-hardened contributors',
  keywords: ['cdk8s', 'kubernetes', 'security', 'pod-security', 'hardening', 'validation', 'networkpolicy', 'gitops'],
  defaultReleaseBranch: 'main',
  majorVersion: 1,

  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,
  minNodeVersion: '20.19.0',
  workflowNodeVersion: '22',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',

  cdk8sVersion: '2.70.0',
  constructsVersion: '10.3.0',
  peerDeps: ['cdk8s-plus-28@^2.5.6'],
  // Nothing but the three peers is installed with us: what the command needs besides is bundled at build time (see NOTICE).
  devDeps: [
    '@arethetypeswrong/cli@^0.18',
    '@bomb.sh/tab@0.0.22',
    '@clack/prompts@^1.9.0',
    '@marcbachmann/cel-js@^8',
    '@swc/core@^1',
    '@swc/jest@^0.2',
    '@types/node@^20',
    'ajv@^8',
    'ajv-formats@^3',
    'cdk8s-cli',
    'commander@^14.0.3',
    'esbuild@^0.28',
    'fast-check@^4',
    'fast-xml-parser@^5',
    'js-yaml@^5.5.0',
    'publint@^0.3',
    'tinyglobby@^0.2.17',
    'tsconfig-paths@^4',
    'yaml@^2.9.1',
    'zod@^4',
  ],

  githubOptions: { mergify: false },
  pullRequestTemplate: false,
  sampleCode: false,
  depsUpgradeOptions: { workflowOptions: { schedule: javascript.UpgradeDependenciesSchedule.WEEKLY } },
  eslintOptions: { dirs: ['src'], devdirs: ['test', 'examples', 'bench', 'projenrc'] },
  typecheckTests: true,
  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    junitReporting: false,
    jestConfig: {
      collectCoverage: false,
      moduleNameMapper: {
        '^cdk8s-hardened$': '<rootDir>/src/index.ts',
        '^cdk8s-hardened/testing$': '<rootDir>/src/testing.ts',
      },
      transform: { '^.+\\.[tj]sx?$': new javascript.Transform('@swc/jest', { jsc: { target: 'es2022' }, sourceMaps: 'inline' }) },
      transformIgnorePatterns: ['/node_modules/(?!@marcbachmann/)'],
      testMatch: ['<rootDir>/test/**/*.test.ts'],
    },
  },
  gitignore: ['/cdk8s.out/', '/.cache/', '.DS_Store'],
});

// publib knows the registry of npm itself.
project.tryFindObjectFile('.github/workflows/release.yml')?.patch(JsonPatch.remove('/jobs/release_npm/steps/9/env/NPM_REGISTRY'));

// People write `uses: cdk8s-hardened/cdk8s-hardened@v1`: the tag of the major is that of its newest release.
project.release?.addJobs({
  release_major_tag: {
    name: 'Move the tag of the major',
    needs: ['release', 'release_github'],
    runsOn: ['ubuntu-latest'],
    permissions: { contents: github.workflows.JobPermission.WRITE },
    if: '!inputs.dry_run',
    steps: [{
      name: 'Move',
      env: { GH_TOKEN: '${{ github.token }}' },
      run: [
        'gh api --method PATCH "repos/$GITHUB_REPOSITORY/git/refs/tags/v1" -f sha="$GITHUB_SHA" -F force=true ||',
        'gh api --method POST "repos/$GITHUB_REPOSITORY/git/refs" -f ref=refs/tags/v1 -f sha="$GITHUB_SHA"',
      ].join('\n'),
    }],
  },
});

project.deps.removeDependency('ts-jest');
delete project.jest!.config.transform['^.+\\.[t]sx?$'];
project.jest!.config.testMatch = ['<rootDir>/test/**/*.test.ts'];
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');
for (const path of ['/examples/', '/bench/', '/cdk8s.yaml', '/cdk8s.out/', '/.ci/', '/projenrc/', '/manifests/', '/CONTRIBUTING.md', '/action.yml']) {
  project.npmignore?.exclude(path);
}

// What Node would otherwise find out by reading our files.
project.package.addField('type', 'commonjs');

// The two doors. typesVersions serves TypeScript's old node10 resolution, which does not read exports.
project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  './testing': { types: './lib/testing.d.ts', default: './lib/testing.js' },
  './package.json': './package.json',
  './.jsii': './.jsii',
});
// Evaluates the policies of a cluster at synth. A peer in full would have to be a jsii module; this is what pnpm and Yarn need to let us find it.
project.package.addField('peerDependenciesMeta', { '@marcbachmann/cel-js': { optional: true } });
project.package.addField('typesVersions', { '*': { testing: ['lib/testing.d.ts'] } });

// The layers of the house: an arrow that does not run down this list fails the build.
const layers: Record<string, string[]> = {
  standard: [],
  manifest: ['standard'],
  constructs: ['standard', 'manifest'],
  analysis: ['manifest', 'standard'],
  validation: ['analysis', 'manifest', 'standard'],
  admission: ['validation', 'manifest', 'standard'],
  evidence: ['manifest', 'standard'],
  migration: ['validation', 'analysis', 'manifest', 'standard'],
  report: ['validation', 'analysis', 'evidence', 'migration', 'admission', 'manifest', 'standard', 'checklist.ts'],
};
project.eslint?.addRules({
  'max-len': 'off',
  '@stylistic/max-len': ['error', { code: 150, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true }],
  'import/no-cycle': ['error'],
  'import/no-unresolved': ['error', { ignore: ['^cdk8s-hardened'] }],
  'import/no-extraneous-dependencies': ['error', { devDependencies: true }],
  'import/no-restricted-paths': ['error', {
    zones: Object.entries(layers).map(([layer, below]) => ({
      target: `./src/${layer}`,
      from: './src',
      except: [layer, ...below].map((folder) => `./${folder}`),
      message: `src/${layer} may import only ${below.length === 0 ? 'nothing of ours' : below.join(', ')}`,
    })),
  }],
});
// The package names itself: one place in the order of imports, whether lib is compiled or not.
project.tryFindObjectFile('.eslintrc.json')?.addOverride('settings.import/internal-regex', '^cdk8s-hardened');
const machine = [
  'fs', 'fs/promises', 'path', 'os', 'child_process', 'http', 'https', 'net', 'crypto', 'worker_threads', 'module', 'url', 'perf_hooks', 'process',
];
const pure = {
  paths: machine.map((name) => ({ name, message: 'the file system, clock, network and processes belong to src/run' })),
  patterns: [{ group: ['node:*'], message: 'the file system, clock, network and processes belong to src/run' }],
};
const cdk8sFree = {
  paths: [
    ...pure.paths,
    ...['cdk8s', 'cdk8s-plus-28', 'constructs'].map((name) => ({ name, message: 'only constructs, admission and run know cdk8s' })),
  ],
  patterns: pure.patterns,
};
// What of the machine is there without an import.
const reaches = {
  'no-restricted-globals': ['error', ...['process', 'fetch', 'WebSocket', 'performance', 'console', 'setTimeout', 'setInterval', 'setImmediate'].map((name) => (
    { name, message: 'the clock, network and processes belong to src/run' }
  ))],
  'no-restricted-syntax': ['error', ...[
    'NewExpression[callee.name="Date"][arguments.length=0]',
    'CallExpression[callee.name="Date"]',
    'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
    'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
  ].map((selector) => ({ selector, message: 'the clock belongs to src/run, and chance nowhere' }))],
};
for (const layer of Object.keys(layers)) {
  const knowsCdk8s = layer === 'constructs' || layer === 'admission';
  project.eslint?.addOverride({
    files: [`src/${layer}/**/*.ts`], rules: { 'no-restricted-imports': ['error', knowsCdk8s ? pure : cdk8sFree], ...reaches },
  });
}
// A machine may be busy, so no test asks how long something took.
project.eslint?.addOverride({
  files: ['test/**/*.test.ts'],
  rules: {
    'no-restricted-syntax': ['error', ...[
      'CallExpression[callee.object.name="performance"][callee.property.name="now"]',
      'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
      'MemberExpression[object.name="process"][property.name=/^(hrtime|cpuUsage)$/]',
    ].map((selector) => ({ selector, message: 'no clock decides a test; use `ends` of test/ends.ts' }))],
  },
});

const paths = { 'cdk8s-hardened': ['../src/index.ts'], 'cdk8s-hardened/testing': ['../src/testing.ts'] };
const examplesTsconfig = new javascript.TypescriptConfig(project, {
  fileName: 'examples/tsconfig.json',
  include: ['**/*.ts'],
  exclude: ['node_modules'],
  compilerOptions: { noEmit: true, rootDir: '..', paths, sourceMap: true, inlineSourceMap: false, inlineSources: false },
});
examplesTsconfig.addExtends(project.tsconfig!);
project.tryFindObjectFile('test/tsconfig.json')?.patch(JsonPatch.add('/compilerOptions/paths', paths));

new YamlFile(project, 'cdk8s.yaml', {
  obj: {
    language: 'typescript',
    app: 'npx ts-node --swc -r tsconfig-paths/register --project examples/tsconfig.json examples/main.ts',
    output: 'cdk8s.out',
    validations: [{ package: './lib/run/plugin.js', version: '0.0.0', class: 'HardeningPlugin' }],
  },
});

project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');
project.addTask('synth', {
  description: 'Synthesize examples/ to manifests/, validated',
  exec: 'ts-node --swc -r tsconfig-paths/register --project examples/tsconfig.json examples/main.ts manifests',
});
project.addTask('docs', { description: 'Generate docs/ from the rules', exec: 'ts-node --swc -T projenrc/docs.ts' });
project.addTask('test:cluster', {
  description: 'Run the proofs on a real API server: one that is built with Go, or that of KUBEBUILDER_ASSETS or KUBECONFIG',
  exec: 'ts-node --swc -T test/cluster/main.ts',
  receiveArgs: true,
});
project.addTask('lock', { description: 'Complete package-lock.json for other platforms', exec: 'ts-node --swc -T projenrc/complete-lock.ts' });
project.addTask('bench', { exec: 'ts-node --swc -r tsconfig-paths/register --project bench/tsconfig.json bench/main.ts', receiveArgs: true });
const benchTsconfig = new javascript.TypescriptConfig(project, {
  fileName: 'bench/tsconfig.json',
  include: ['**/*.ts'],
  exclude: ['node_modules'],
  compilerOptions: { noEmit: true, rootDir: '..', paths },
});
benchTsconfig.addExtends(project.tsconfig!);

// What the command reads its options with becomes part of its one file, so that installing us installs nothing else. It loads no construct, and the
// rest of its folder is not published.
project.postCompileTask.exec('ts-node --swc -T projenrc/bundle.ts lib/run/cli');
project.package.addBin({ 'cdk8s-hardened': 'lib/run/cli/main.js' });
project.npmignore?.addPatterns('/lib/run/cli/*', '!/lib/run/cli/main.js', '!/lib/run/cli/command.js');

project.synth();
