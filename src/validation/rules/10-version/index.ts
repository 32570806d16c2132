import { apiDeprecated } from './api-deprecated';
import { apiRemoved } from './api-removed';
import { clusterVersionSupported } from './cluster-version-supported';
import { featureAvailable } from './feature-available';
import { metadataValid } from './metadata-valid';
import { objectValid } from './object-valid';
import { schemaCrdValid } from './schema-crd-valid';
import { schemaPartUnchecked } from './schema-part-unchecked';
import { schemaUnknownKind } from './schema-unknown-kind';
import { schemaValid } from './schema-valid';
import { yamlAmbiguous } from './yaml-ambiguous';
import { Rule } from '../../rule';

/** Item 10: what the target serves, and what it makes of the objects. */
export const VERSION_RULES: readonly Rule[] = [
  schemaValid,
  schemaCrdValid,
  schemaUnknownKind,
  schemaPartUnchecked,
  metadataValid,
  objectValid,
  yamlAmbiguous,
  apiRemoved,
  apiDeprecated,
  featureAvailable,
  clusterVersionSupported,
];
