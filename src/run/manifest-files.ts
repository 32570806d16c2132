import { Chart } from 'cdk8s';
import { RenderedObject } from './verdict';
import { misuse } from '../constructs/misuse';
import { HardenedNamespace } from '../constructs/namespace';
import { inReadingOrder } from '../manifest/order';
import { writeAll } from '../manifest/write';

/** The file that cdk8s-cli reads to name constructs in its validation report. */
const METADATA_FILE = 'construct-metadata.json';

/** The text of each file by its name: one for each chart that has objects. Throws where two charts want one file. */
export function manifestFiles(objects: readonly RenderedObject[], extension: string, recordMetadata: boolean): Map<string, string> {
  if (/[/\\]/.test(extension)) throw new Error(`outputFileExtension '${extension}' names a folder; write the end of a file name such as '.k8s.yaml'`);
  const files = new Map<string, string>();
  const owners = new Map<string, Chart>();
  for (const [chart, own] of byChart(objects)) {
    const name = fileStem(chart) + extension;
    // Some file systems do not tell case apart.
    const holder = owners.get(name.toLowerCase());
    if (holder !== undefined) throw misuse(chart, `would be written to ${name}, as ${holder.node.path} is; give one of them another id`);
    owners.set(name.toLowerCase(), chart);
    files.set(name, writeAll(own.map(({ json }) => inReadingOrder(json))));
  }
  if (recordMetadata) files.set(METADATA_FILE, metadata(objects));
  return files;
}

function byChart(objects: readonly RenderedObject[]): Map<Chart, RenderedObject[]> {
  const charts = new Map<Chart, RenderedObject[]>();
  for (const object of objects) {
    const chart = object.chart ?? Chart.of(object.construct);
    const same = charts.get(chart);
    if (same) same.push(object);
    else charts.set(chart, [object]);
  }
  return charts;
}

function fileStem(chart: Chart): string {
  // cdk8s makes instanceof true of every chart.
  const isNamespace = Object.prototype.isPrototypeOf.call(HardenedNamespace.prototype, chart);
  const stem = (isNamespace ? (chart as HardenedNamespace).name : chart.node.id).replace(/[^0-9A-Za-z._-]+/g, '-');
  if (/[0-9A-Za-z]/.test(stem)) return stem.replace(/^\.+/, '');
  throw misuse(chart, `'${chart.node.id}' makes no file name; use letters or digits in the id`);
}

/** By name only, as cdk8s writes it. */
function metadata(objects: readonly RenderedObject[]): string {
  const resources = Object.fromEntries(objects.map(({ construct }) => [construct.name, { path: construct.node.path }]));
  return JSON.stringify({ version: '1.0.0', resources });
}
