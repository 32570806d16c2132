/**
 * Whether a text holds something that a tool fills in before it is applied: `${NAME}` of Flux and envsubst, `$(NAME)` of kustomize, `{{ name }}` of
 * templates, `#{name}` of pipelines, `<path:…>` of the vault plugin of Argo CD, what SOPS encrypted, or the name that `helm template` before 3.8 gave
 * to a release that has none. What comes out may be anything.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution
 * @see https://argocd-vault-plugin.readthedocs.io/en/stable/howitworks/
 */
export function hasPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text);
}

const PLACEHOLDER = /\$[({A-Za-z_]|\{\{|\[\[|#\{|<[^<>]|^ENC\[|RELEASE-NAME/;
