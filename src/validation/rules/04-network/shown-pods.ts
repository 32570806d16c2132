import { shownName } from '../../../analysis/shown-name';
import { PodTemplate } from '../../../manifest/model';

/** Names the workloads of pods in a message: three of them, and how many more. */
export function shownPods(pods: readonly PodTemplate[]): string {
  const ids = [...new Set(pods.map(({ owner }) => shownName(owner.id)))];
  const shown = ids.slice(0, 3).join(', ');
  return ids.length > 3 ? `${shown} and ${ids.length - 3} more` : shown;
}
