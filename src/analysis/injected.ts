import { asStrings, Container, PodTemplate } from '../manifest/model';

/**
 * Whether a container is a placeholder that Istio's injector fills in: its image, its probes and the ports that it opens are not in the manifest.
 *
 * @see https://istio.io/latest/docs/setup/additional-setup/gateway/
 */
export function isInjected(pod: PodTemplate, { spec }: Container): boolean {
  return spec.image === 'auto' && (pod.labels['sidecar.istio.io/inject'] === 'true' || asStrings(pod.metadata.annotations)['inject.istio.io/templates'] !== undefined);
}
