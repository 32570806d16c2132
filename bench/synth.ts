import { execFileSync } from 'child_process';
import { join } from 'path';
import { goal, Goal, steadyGoal } from './goal';
import { JudgeRun, SynthRun } from './synth-run';

/** `npm run bench -- synth`: what HardenedApp takes beside cdk8s' App, for the same constructs, in one run. */
export function synth(big: boolean): Goal[] {
  const charts = big ? 5000 : 1500;
  const hardened = run<SynthRun>('hardened', charts);
  const plain = run<SynthRun>('plain', charts);
  const thousand = run<SynthRun>('hardened', 1000);
  const fourThousand = run<SynthRun>('hardened', 4000);
  const judged = medians(Array.from({ length: 5 }, () => run<JudgeRun>('judge', charts)));
  const ms = ({ milliseconds }: SynthRun): string => `${milliseconds.toFixed(0)} ms`;
  return [
    goal(`${charts} charts: App ${ms(plain)} / HardenedApp with validation ${ms(hardened)}`, plain.milliseconds / hardened.milliseconds, '>=', big ? 20 : 10),
    goal(`charts 4,000 ${ms(fourThousand)} / 1,000 ${ms(thousand)}`, fourThousand.milliseconds / thousand.milliseconds, '<=', 4.6),
    steadyGoal(`peak memory, MB: HardenedApp ${hardened.peakMegabytes.toFixed(0)} / App ${plain.peakMegabytes.toFixed(0)}`,
      hardened.peakMegabytes / plain.peakMegabytes, '<=', 1),
    goal(`validation ${judged.validation.toFixed(1)} ms / toJson of the same objects ${judged.toJson.toFixed(1)} ms`, judged.validation / judged.toJson, '<=', 0.15),
    steadyGoal(`toJson calls ${hardened.renderings} / objects ${hardened.objects}`, hardened.renderings / hardened.objects, '<=', 1),
    steadyGoal('objects written by both are the same', hardened.digest === plain.digest ? 1 : 0, '>=', 1),
  ];
}

/** The middle of several runs, each in a fresh process, since one meets whatever else the machine does at the time. */
function medians(runs: readonly JudgeRun[]): JudgeRun {
  const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  return { toJson: middle(runs.map(({ toJson }) => toJson)), validation: middle(runs.map(({ validation }) => validation)) };
}

function run<T>(kind: string, charts: number): T {
  const tsNode = require.resolve('ts-node/dist/bin.js');
  const text = execFileSync(process.execPath, [
    tsNode, '--swc', '-r', 'tsconfig-paths/register', '--project', join(__dirname, 'tsconfig.json'), join(__dirname, 'synth-run.ts'), kind, String(charts),
  ], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(text) as T;
}
