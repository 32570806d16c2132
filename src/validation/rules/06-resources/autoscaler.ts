import { asObject, Model } from '../../../manifest/model';
import { once } from '../../../manifest/once';
import { Scale } from '../../../manifest/pod-count';

/** What autoscalers may make of the workloads of the input, by `namespace/Kind/name`. */
export const scales = once((model: Model): ReadonlyMap<string, Scale> => {
  const found = new Map<string, Scale>();
  for (const scaler of model.ofKind('HorizontalPodAutoscaler', 'ScaledObject')) {
    const keda = scaler.kind === 'ScaledObject';
    if (scaler.group !== (keda ? 'keda.sh' : 'autoscaling')) continue;
    const { spec } = scaler;
    const target = asObject(spec.scaleTargetRef);
    // https://keda.sh/docs/latest/reference/scaledobject-spec/: 0 to 100 where nothing is said, and a Deployment.
    const most = count(keda ? spec.maxReplicaCount ?? 100 : spec.maxReplicas);
    const least = count(keda ? spec.minReplicaCount ?? 0 : spec.minReplicas ?? 1);
    const kind = target.kind ?? (keda ? 'Deployment' : undefined);
    if (most === undefined || least === undefined || typeof kind !== 'string' || typeof target.name !== 'string') continue;
    found.set(`${scaler.namespace}/${kind}/${target.name}`, { least: Math.min(least, most), most });
  }
  return found;
});

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 31 ? value : undefined;
}
