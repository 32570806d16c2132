import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Origin } from '../manifest/model';

/**
 * An API object of a tree, with what is above it. It is the origin of what rules find in the object; its paths are worked out when somebody asks,
 * since most objects have no findings.
 */
export class Placed implements Origin {
  constructor(
    readonly api: ApiObject,
    /** The nearest chart, whose file it goes to. */
    readonly chart?: Chart,
    /** The nearest scope that `isScope` picks. */
    readonly scope?: IConstruct,
  ) {}

  /** Its path in the tree. */
  get path(): string {
    return this.api.node.path;
  }

  /** The path of the construct that a reader knows: an object named `Resource` or `Default` is a detail of its parent. */
  get construct(): string {
    const { id, path } = this.api.node;
    const isDetail = id === 'Resource' || id === 'Default';
    return isDetail && path.length > id.length ? path.slice(0, -id.length - 1) : path;
  }
}

/** Every API object below a construct in the order of the tree, in one walk. */
export function apiObjects(root: IConstruct, isScope: (construct: IConstruct) => boolean): Placed[] {
  const found: Placed[] = [];
  const stack: Step[] = [{ construct: root }];
  while (stack.length > 0) {
    const step = stack.pop()!;
    const { construct } = step;
    const chart = Chart.isChart(construct) ? construct as Chart : step.chart;
    const scope = isScope(construct) ? construct : step.scope;
    if (ApiObject.isApiObject(construct)) found.push(new Placed(construct as ApiObject, chart, scope));
    const { children } = construct.node;
    for (let i = children.length - 1; i >= 0; i--) stack.push({ construct: children[i], chart, scope });
  }
  return found;
}

interface Step {
  readonly construct: IConstruct;
  readonly chart?: Chart;
  readonly scope?: IConstruct;
}
