import type { Scalar } from './kustomize';
import { YamlFault } from './yaml-events';

/** What the anchors of a document hold, and how much of the document comes out of their aliases. */
export class Anchors {
  /** How many values were read, the copies that aliases make included. */
  nodes = 1;
  private aliased = 0;
  private known: Map<string, Anchored> | undefined;

  /** An object or list starts that carries an anchor. */
  open(name: string): Anchored {
    return this.remember(name, { nodes: this.nodes - 1, open: true, value: undefined, scalar: undefined });
  }

  /** It ends. */
  close(anchored: Anchored, value: unknown): void {
    anchored.value = value;
    anchored.nodes = this.nodes - anchored.nodes;
    anchored.open = false;
  }

  /** A scalar carries an anchor. */
  scalar(name: string, value: unknown, scalar: Scalar): void {
    this.remember(name, { nodes: 1, open: false, value, scalar });
  }

  /** What an alias stands for: the last anchor of the name before it. Counts the copy before anybody makes it. */
  expand(name: string, start: number): Anchored {
    const anchored = this.known?.get(name);
    if (anchored === undefined) throw new YamlFault(start, `no anchor &${name} stands before this alias; write the text in quotes`);
    if (anchored.open) throw new YamlFault(start, `the anchor &${name} contains itself`);
    this.nodes += anchored.nodes;
    this.aliased += anchored.nodes;
    this.count(start);
    return anchored;
  }

  /** go-yaml's bound on what aliases may add: 99 % of a small document, 10 % of a large one. */
  count(start: number): void {
    this.nodes += 1;
    if (this.aliased <= 100 || this.nodes <= 1000) return;
    const share = Math.min(1, Math.max(0, (this.nodes - 400_000) / 3_600_000));
    if (this.aliased / this.nodes > 0.99 - 0.89 * share) {
      throw new YamlFault(start, 'aliases make the document many times larger than it is written');
    }
  }

  private remember(name: string, anchored: Anchored): Anchored {
    this.known ??= new Map();
    this.known.set(name, anchored);
    return anchored;
  }
}

/** What an anchor names. */
export interface Anchored {
  value: unknown;
  /** How many values it holds, itself and the copies in it included. */
  nodes: number;
  /** It is being read, so an alias in it would contain itself. */
  open: boolean;
  scalar: Scalar | undefined;
}
