/**
 * A namespace, and the one that may be the same: what names none is applied to `default` unless somebody says otherwise on the way.
 * @see https://github.com/kubernetes/client-go/blob/d12329fb4d0338ef0c685f1734aa5e8eb5091466/tools/clientcmd/client_config.go
 */
export function sameNamespaces(namespace: string): readonly string[] {
  if (namespace === '') return ['', 'default'];
  return namespace === 'default' ? ['default', ''] : [namespace];
}
