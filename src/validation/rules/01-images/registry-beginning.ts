import { ImageReference } from '../../../manifest/image-reference';

/** An image by its full name, host in lower case: what is compared with beginnings. */
export function fullName({ normalized: { registry, repository } }: ImageReference): string {
  return `${registry.toLowerCase()}/${repository}`;
}

/** A beginning as images are named in full: host in lower case, Docker Hub spelled out, one slash at the end. */
export function fullBeginning(beginning: string): string {
  const text = beginning.trim().replace(/^index\.docker\.io(?=\/|$)/, 'docker.io');
  const slash = text.indexOf('/');
  const host = slash < 0 ? text : text.slice(0, slash);
  const rest = slash < 0 ? '' : text.slice(slash);
  const full = host === 'localhost' || /[.:]/.test(host) ? `${host.toLowerCase()}${rest}` : `docker.io/${text}`;
  return full.endsWith('/') ? full : `${full}/`;
}

/** Whether an image is what a beginning names, or lies below it: `ghcr.io/acme` is not where `ghcr.io/acme-evil` is. */
export function beginsWith(name: string, beginning: string): boolean {
  return `${name}/`.startsWith(beginning);
}
