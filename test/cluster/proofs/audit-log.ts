import { closeSync, openSync, readSync } from 'node:fs';

/** The audit log of a server: read on from where it was read to, as it grows. */
export class AuditLog {
  private readonly descriptor: number;
  private rest = '';
  private readonly annotations = new Map<string, Readonly<Record<string, string>>>();

  constructor(file: string) {
    this.descriptor = openSync(file, 'r');
  }

  /** The annotations of the last request about an object of this name; undefined where it is not in the log yet. */
  of(name: string): Readonly<Record<string, string>> | undefined {
    if (!this.annotations.has(name)) this.readOn();
    return this.annotations.get(name);
  }

  /** Closes the file. */
  close(): void {
    closeSync(this.descriptor);
  }

  private readOn(): void {
    const chunk = Buffer.alloc(1_048_576);
    for (let size = readSync(this.descriptor, chunk); size > 0; size = readSync(this.descriptor, chunk)) {
      // What is asked about has names in ASCII; the rest may be cut anywhere.
      const lines = (this.rest + chunk.toString('latin1', 0, size)).split('\n');
      this.rest = lines.pop()!;
      for (const line of lines) {
        const { objectRef, annotations = {} } = JSON.parse(line) as { objectRef?: { name?: string }; annotations?: Record<string, string> };
        if (objectRef?.name !== undefined) this.annotations.set(objectRef.name, annotations);
      }
    }
  }
}
