import * as fs from 'fs';
import * as path from 'path';
import { loadCel } from './cel-js';
import { ClusterRules, clusterRules } from '../admission/cluster/cluster-policies';
import { readPolicySet } from '../admission/cluster/policy-set';
import { Unknowns } from '../admission/cluster/unknowns';
import { Model } from '../manifest/model';
import { read, SourceDocument } from '../manifest/read';

/** The policies of a cluster in some documents, as rules. Throws where what evaluates CEL is not installed. */
export function rulesOfPolicies(documents: readonly SourceDocument[]): ClusterRules {
  const unknowns = new Unknowns();
  const files = new Model(documents.map((document) => ({ value: document.value, origin: document })));
  return clusterRules(readPolicySet(files), loadCel(unknowns), unknowns);
}

/** The policies in files, or in the files right in a folder. Throws where one cannot be read: what is not read cannot be broken. */
export function rulesInFiles(files: readonly string[]): ClusterRules {
  const documents = files.flatMap(filesAt).flatMap((file) => {
    const result = read(textOf(file), file);
    const [fault] = result.faults;
    if (fault !== undefined) throw new Error(`policies: ${fault.file}:${fault.line}:${fault.column}: ${fault.message}`);
    return result.documents;
  });
  const rules = rulesOfPolicies(documents);
  if (rules.rules.length === 0) throw new Error(`policies: no ValidatingAdmissionPolicy in ${files.join(', ')}`);
  return rules;
}

function filesAt(given: string): string[] {
  if (fs.statSync(given, { throwIfNoEntry: false })?.isDirectory() !== true) return [given];
  return fs.readdirSync(given).filter((name) => /\.(?:ya?ml|json)$/i.test(name)).sort().map((name) => path.join(given, name));
}

function textOf(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`policies: ${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}
