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
