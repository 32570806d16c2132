/* The four proofs that what we say of manifests is what a real API server does. Named are minors, `newest` or `oldest`, and numbers of proofs. */
import { proveExamples } from './examples';
import { provePodSecurity } from './pod-security';
import { provePolicies } from './policies';
import { proveSchemas } from './schema';
import { Tally } from './tally';
import { Cluster, startCluster } from '../cluster';
import { minorNamed } from '../modules';

const PROOFS: readonly ((cluster: Cluster) => Promise<Tally>)[] = [proveExamples, provePodSecurity, proveSchemas, provePolicies];

/**
 * Runs the proofs with these numbers, or all, on a cluster of each of these minors, or on what there is.
 * False where one fails, undefined where none is run.
 */
export async function runProofs(minors: readonly string[], only: readonly string[]): Promise<boolean | undefined> {
  let passed = 0;
  let failed = 0;
  for (const minor of minors.length > 0 ? minors.map(minorNamed) : [undefined]) {
    const cluster = await startCluster(minor);
    if ('skipped' in cluster) {
      console.log(`the proofs are not run: ${cluster.skipped}`);
      continue;
    }
    try {
      console.log(`Kubernetes ${cluster.version}`);
      for (const [i, proof] of PROOFS.entries()) {
        if (only.length > 0 && !only.includes(String(i + 1))) continue;
        const started = process.hrtime.bigint();
        const tally = await proof(cluster);
        tally.end(started);
        passed += tally.passed;
        failed += tally.failed;
      }
    } finally {
      await cluster.stop();
    }
  }
  if (passed + failed === 0) return undefined;
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0;
}

if (require.main === module) {
  const args = process.argv.slice(2);
  const isProof = (arg: string): boolean => /^\d$/.test(arg);
  runProofs(args.filter((arg) => !isProof(arg)), args.filter(isProof)).then((green) => {
    process.exitCode = green === false ? 1 : 0;
  }, (error: Error) => {
    console.error(error.stack);
    process.exitCode = 1;
  });
}
