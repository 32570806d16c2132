import { asList, asObject, asStrings, Container, PodTemplate } from '../manifest/model';

/**
 * Whether a container is a placeholder that Istio's injector fills in: its image, its probes and the ports that it opens are not in the manifest.
 *
 * @see https://istio.io/latest/docs/setup/additional-setup/gateway/
 */
export function isInjected(pod: PodTemplate, { spec }: Container): boolean {
  return spec.image === 'auto' && (pod.labels['sidecar.istio.io/inject'] === 'true' || asStrings(pod.metadata.annotations)['inject.istio.io/templates'] !== undefined);
}

/**
 * Whether a trigger of a DeploymentConfig writes the image of a container: what the manifest says, often a blank, is never run.
 *
 * @see https://docs.okd.io/latest/openshift_images/triggering-updates-on-imagestream-changes.html
 */
export function isTriggered({ owner }: PodTemplate, { name }: Container): boolean {
  return owner.kind === 'DeploymentConfig' && asList(owner.spec.triggers).some((trigger) => {
    const { type, imageChangeParams } = asObject(trigger);
    return type === 'ImageChange' && asList(asObject(imageChangeParams).containerNames).includes(name);
  });
}
