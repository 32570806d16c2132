import { isUtf8 } from 'buffer';
import * as fs from 'fs';
import { systemProblem } from './call-error';
import { InputFault, InputFile } from './input-files';
import { isKustomizationFile } from './kustomizations';
import { isBareList } from '../../manifest/bare-list';
import { read, SourceDocument } from '../../manifest/read';

/** What was read. */
export interface Input {
  /** The files that were read, as they are shown. */
  readonly files: readonly string[];
  readonly documents: readonly SourceDocument[];
  /** What could not be read. The rest is judged all the same. */
  readonly faults: readonly InputFault[];
  /** The texts of the files that hold something, by name; the documents keep them anyway. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Reads files one by one. What is broken hides nothing else. */
export async function readInput(files: readonly InputFile[]): Promise<Input> {
  const taken: string[] = [];
  const documents: SourceDocument[] = [];
  const faults: InputFault[] = [];
  const texts = new Map<string, string>();
  for (const file of files) {
    try {
      const text = file.path === undefined ? decoded(await standardInput()) : fileText(file.path);
      // A folder may hold all kinds of YAML and JSON: what never says apiVersion was not meant as a manifest, whatever else it is.
      if (!file.named && !text.includes('apiVersion') && !isKustomizationFile(file.name)) continue;
      taken.push(file.name);
      const result = read(text, file.name);
      texts.set(file.name, text);
      for (const document of result.documents) {
        documents.push(document);
        if (isBareList(document.value)) faults.push({ ...document.locate([]), message: BARE_LIST });
      }
      // Each line is asked for only where a file has templates: there may be very many faults.
      const lines = result.faults.length > 0 && text.includes('{{') ? text.split('\n') : [];
      for (const fault of result.faults) faults.push({ ...fault, message: `${fault.message}${templateHint(lines[fault.line - 1])}` });
    } catch (error) {
      if (!(error instanceof Unreadable) && (error as NodeJS.ErrnoException).syscall === undefined) throw error;
      faults.push({ file: file.name, message: error instanceof Unreadable ? error.message : `cannot be read: ${systemProblem(error)}` });
    }
  }
  return { files: taken, documents, faults, texts };
}

class Unreadable extends Error {}

/** Reads at most what we are ready to judge, whatever stands behind the name: a file, a pipe, a device without end. */
function fileText(file: string): string {
  const handle = fs.openSync(file, 'r');
  try {
    let bytes = first;
    for (let total = 0; ;) {
      const length = fs.readSync(handle, bytes, total, bytes.length - total, null);
      if (length === 0) return decoded(bytes.subarray(0, total));
      total += length;
      if (total > MAX_BYTES) throw new Unreadable(TOO_LARGE);
      if (total === bytes.length) bytes = Buffer.concat([bytes], 2 * total);
    }
  } finally {
    fs.closeSync(handle);
  }
}

/** Nearly every file fits in, and is decoded before the next is read. */
const first = Buffer.allocUnsafeSlow(262_144);

async function standardInput(): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let total = 0;
  for await (const piece of process.stdin as AsyncIterable<Buffer>) {
    pieces.push(piece);
    total += piece.length;
    if (total > MAX_BYTES) throw new Unreadable(TOO_LARGE);
  }
  return Buffer.concat(pieces);
}

function decoded(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new Unreadable('holds bytes that are no UTF-8; save it as UTF-8');
  return bytes.toString('utf8');
}

/** Charts are folders of YAML that is none yet. */
function templateHint(line: string | undefined): string {
  return line?.includes('{{') === true ? '; this looks like a Helm template: validate what helm template prints, and leave templates out with --exclude' : '';
}

/** The largest file or stream that is read. Manifests of 50 MB exist; what is far beyond them is something else. */
const MAX_BYTES = 64 * 1024 * 1024;
const TOO_LARGE = 'is larger than 64 MB; split it';
const BARE_LIST = 'objects stand in a bare list, which kubectl does not read; put --- between them, or put them into a List';
