import { Parameters, Variable } from './check';
import { Json } from '../manifest/model';

/** A rule that looks at one object by itself and is no row: what it asks in CEL. */
export interface ObjectRule {
  /** The id of the rule in `validation/rules`. */
  readonly id: string;
  readonly resources: readonly Json[];
  readonly changes: string;
  readonly variables: readonly Variable[];
  readonly remedy: string;
  /** The lists that it reads from the ConfigMap with the parameters. */
  readonly parameters?: Parameters;
  /** True where the rule weighs what it finds by other objects: then it is never denied. */
  readonly depends?: boolean;
}
