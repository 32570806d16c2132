import { shownName } from '../../../analysis/shown-name';
import { Resource } from '../../../manifest/model';

/** Says that a policy of the network plugin may deny what looks open. */
export function notRead(other: Resource): string {
  return `what ${shownName(other.id)} denies is not read`;
}
