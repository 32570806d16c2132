import { scalarText } from './scalar-text';
import { findService } from './services';
import { asList, asObject, Model, PodTemplate } from '../manifest/model';
import { once } from '../manifest/once';

/**
 * The pods that the API server calls: behind webhooks, conversions of custom resources and aggregated APIs. It calls from addresses that only the
 * cluster knows, so that their policies have to let everyone in.
 */
export const calledByApiServer = once((model: Model): ReadonlySet<PodTemplate> => {
  const references = [
    ...model.ofKind('ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration')
      .flatMap(({ raw }) => asList(raw.webhooks).map((webhook) => asObject(asObject(webhook).clientConfig).service)),
    ...model.ofKind('CustomResourceDefinition')
      .map(({ spec }) => asObject(asObject(asObject(asObject(spec.conversion).webhook).clientConfig)).service),
    ...model.ofKind('APIService').map(({ spec }) => spec.service),
  ];
  return new Set(references.flatMap((reference) => {
    const { namespace, name } = asObject(reference);
    return findService(model, scalarText(namespace), scalarText(name))?.pods ?? [];
  }));
});
