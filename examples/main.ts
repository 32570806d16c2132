import { relative } from 'path';
import { all } from './all';

/** Synthesizes all examples below a folder: the argument, or the one that cdk8s-cli names. */
const out = process.argv[2] ?? process.env.CDK8S_OUTDIR ?? 'manifests';

for (const app of all(out)) {
  app.synth();
  const open = app.findings.filter(({ waived }) => waived === undefined);
  const count = (severity: string): string => {
    const found = open.filter((finding) => finding.severity === severity).length;
    return `${found} ${severity}${found === 1 ? '' : 's'}`;
  };
  for (const chart of app.charts) console.log(`${relative('.', app.outdir)}/${chart.node.id}${app.outputFileExtension}`);
  console.log(`  hardened: ${count('error')}, ${count('warning')}, ${count('info')}, ${app.findings.length - open.length} waived`);
}
