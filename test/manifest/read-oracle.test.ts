import { disagreement } from '../oracle/answer';
import { committedFiles, readCommitted } from '../oracle/committed';

/** What kubectl and kustomize read, as their own packages said; test/oracle/run.ts asks them again where Go is. */
describe('read, beside what kubectl and kustomize read', () => {
  const { both, kubectlOnly } = committedFiles();
  const files = [...both, ...kubectlOnly];
  const { answers, modules, upToDate } = readCommitted();

  it('has the answers for the files as they are generated', () => {
    expect(upToDate).toBe(true);
    expect(answers).toHaveLength(files.length);
    expect(modules.map((module) => module.split(' ')[0])).toEqual(expect.arrayContaining(['sigs.k8s.io/yaml', 'go.yaml.in/yaml/v2', 'sigs.k8s.io/kustomize/kyaml']));
  });

  it('has enough of each kind of answer', () => {
    expect(files.length).toBeGreaterThan(9000);
    expect(answers.filter(({ documents }) => documents === undefined).length).toBeGreaterThan(2000);
    expect(answers.filter(({ differs }) => differs === true).length).toBeGreaterThan(300);
    expect(answers.filter(({ differs }) => differs === false).length).toBeGreaterThan(3000);
  });

  it('agrees on every file', () => {
    const differing = files.flatMap((file, i) => {
      const problem = disagreement(file, answers[i]);
      return problem === undefined ? [] : [`${JSON.stringify(file)}: ${problem}`];
    });
    expect(differing).toEqual([]);
  });
});
