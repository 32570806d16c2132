import { Reference } from '../../../standard/control';

/** What each minor stopped to serve. */
export const DEPRECATION_GUIDE: Reference = { title: 'Deprecated API Migration Guide', url: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/' };

/** How long an API is kept. */
export const DEPRECATION_POLICY: Reference = { title: 'Kubernetes Deprecation Policy', url: 'https://kubernetes.io/docs/reference/using-api/deprecation-policy/' };

/** What the API server does with fields that it does not know. */
export const FIELD_VALIDATION: Reference = { title: 'API concepts: field validation', url: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation' };

/** What is behind a switch. */
export const FEATURE_GATES: Reference = { title: 'Feature Gates', url: 'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/' };

/** Which minors get fixes. */
export const RELEASES: Reference = { title: 'Patch Releases', url: 'https://kubernetes.io/releases/patch-releases/' };

/** Custom resources and their schemas. */
export const CRD_SCHEMAS: Reference = {
  title: 'Custom resources: specifying a structural schema',
  url: 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema',
};

/** How kubectl reads YAML. */
export const YAML_KUBECTL: Reference = { title: 'sigs.k8s.io/yaml', url: 'https://pkg.go.dev/sigs.k8s.io/yaml' };

/** How kustomize reads YAML. */
export const YAML_KUSTOMIZE: Reference = { title: 'go-yaml: compatibility', url: 'https://pkg.go.dev/gopkg.in/yaml.v3#readme-compatibility' };

/** What each kind asks of names. */
export const OBJECT_NAMES: Reference = { title: 'Object Names and IDs', url: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#names' };

/** What the API server asks beyond the schemas, written by hand. */
export const VALIDATION_METADATA: Reference = {
  title: 'kubernetes/apimachinery: validation of metadata',
  url: 'https://github.com/kubernetes/kubernetes/blob/v1.37.2/staging/src/k8s.io/apimachinery/pkg/api/validation/objectmeta.go',
};
export const VALIDATION_CORE = validation('core');
export const VALIDATION_APPS = validation('apps');
export const VALIDATION_BATCH = validation('batch');
export const VALIDATION_NETWORKING = validation('networking');

function validation(group: string): Reference {
  return { title: `kubernetes/kubernetes: validation of ${group}`, url: `https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/${group}/validation/validation.go` };
}
