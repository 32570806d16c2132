import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Json } from '../../src/manifest/model';
import { setAt } from '../../src/manifest/path';
import { compliantApp } from '../../src/validation/compliant-app';

/** The chart of the compliant app: every object of it as a raw ApiObject. `change` edits an object by its `Kind/name`. */
export function compliantChart(scope: Construct, id = 'shop', change: Readonly<Record<string, (object: Json) => void>> = {}): Chart {
  const chart = new Chart(scope, id);
  for (const object of structuredClone(compliantApp())) {
    const name = `${String(object.kind)}/${String((object.metadata as Json).name)}`;
    change[name]?.(object);
    new ApiObject(chart, name.replace('/', '-'), object as never);
  }
  return chart;
}

/** An edit that makes the root file system of the API writable. */
export const WRITABLE = {
  'Deployment/api': (object: Json) => setAt(object, ['spec', 'template', 'spec', 'containers', 0, 'securityContext', 'readOnlyRootFilesystem'], false),
};

/** A new empty folder. */
export function folder(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-hardened-'));
}

/** A plain app with an output folder of its own. */
export function plainApp(): App {
  return new App({ outdir: folder() });
}

/** What is written to standard error while something runs. */
export function stderrOf(run: () => void): string {
  let text = '';
  const { write } = process.stderr;
  process.stderr.write = (chunk: unknown): boolean => {
    text += String(chunk);
    return true;
  };
  try {
    run();
  } finally {
    process.stderr.write = write;
  }
  return text;
}

/** The message that something throws. */
export function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}
