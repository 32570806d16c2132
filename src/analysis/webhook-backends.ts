import { scalarText } from './scalar-text';
import { findService } from './services';
import { asList, asObject, Model, PodTemplate } from '../manifest/model';

/**
 * The pods that the API server calls: behind webhooks, conversions of custom resources and aggregated APIs. It calls from addresses that only the
 * cluster knows, so that their policies have to let everyone in.
 */
export function calledByApiServer(model: Model): ReadonlySet<PodTemplate> {
  let called = known.get(model);
  if (called === undefined) {
    const references = [
      ...model.ofKind('ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration')
        .flatMap(({ raw }) => asList(raw.webhooks).map((webhook) => asObject(asObject(webhook).clientConfig).service)),
      ...model.ofKind('CustomResourceDefinition')
        .map(({ spec }) => asObject(asObject(asObject(asObject(spec.conversion).webhook).clientConfig)).service),
      ...model.ofKind('APIService').map(({ spec }) => spec.service),
    ];
    called = new Set(references.flatMap((reference) => {
      const { namespace, name } = asObject(reference);
      return findService(model, scalarText(namespace), scalarText(name))?.pods ?? [];
    }));
    known.set(model, called);
  }
  return called;
}

const known = new WeakMap<Model, ReadonlySet<PodTemplate>>();
