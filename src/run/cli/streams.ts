import * as fs from 'fs';
import { COLOR } from './options';

/** Standard output, or standard error. */
export type Stream = 'out' | 'err';

/** Whether a stream gets colours. FORCE_COLOR counts before NO_COLOR, as in Node itself; `--color` before both. */
export function hasColor(when: typeof COLOR[number], stream: Stream): boolean {
  if (when !== 'auto') return when === 'always';
  const { FORCE_COLOR, NO_COLOR, TERM } = process.env;
  if (FORCE_COLOR !== undefined) return !['0', 'false'].includes(FORCE_COLOR);
  return (NO_COLOR ?? '') === '' && TERM !== 'dumb' && isTerminal(stream);
}

/** Whether somebody sees what is written. Node loads its network code to tell, so what cannot be a terminal is told apart first. */
export function isTerminal(stream: Stream): boolean {
  return fs.fstatSync(FD[stream]).isCharacterDevice() && streamOf(stream).isTTY;
}

/**
 * Writes all of a text; settles when the system has it. Goes past Node's stream where it can, which takes milliseconds to make. Whoever reads may
 * stop early, as `head` does: that is no error.
 */
export async function write(stream: Stream, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += fs.writeSync(FD[stream], bytes, written);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EAGAIN') await writeWhenReady(stream, bytes.subarray(written));
    else if (!GONE.has(code)) throw error;
  }
}

/** Somebody made the pipe one that does not wait; Node's stream knows how to. */
function writeWhenReady(stream: Stream, bytes: Buffer): Promise<void> {
  const node = streamOf(stream);
  // The callback tells the same; an event that nobody listens to would end the process.
  if (node.listenerCount('error') === 0) node.on('error', () => undefined);
  return new Promise((resolve, reject) => {
    node.write(bytes, (error) => {
      if (error === null || error === undefined || GONE.has((error as NodeJS.ErrnoException).code ?? '')) resolve();
      else reject(error);
    });
  });
}

function streamOf(stream: Stream): NodeJS.WriteStream {
  return stream === 'out' ? process.stdout : process.stderr;
}

const FD: Readonly<Record<Stream, number>> = { out: 1, err: 2 };

/** What a write says when nobody reads any more, the first time and later. */
const GONE: ReadonlySet<string> = new Set(['EPIPE', 'ERR_STREAM_DESTROYED']);
