import { quote } from '../../manifest/quote';

/** What policies could not say, each once, with the number of objects that it is about. */
export class Notices {
  private readonly texts = new Map<string, Set<unknown>>();

  /** That something holds for a policy, whatever the objects. */
  add(text: string): void {
    if (!this.texts.has(text)) this.texts.set(text, new Set());
  }

  /** That a policy could not be judged for an object. */
  unjudged(policy: string, where: string, reason: string, object: unknown): void {
    const text = `policy ${quote(policy)}: ${where} is not judged for # : ${reason}`;
    this.add(text);
    this.texts.get(text)!.add(object);
  }

  /** All of them, a line each. */
  lines(): string[] {
    return [...this.texts].map(([text, { size }]) => text.replace(' # :', size === 1 ? ' 1 object:' : ` ${size} objects:`));
  }
}
