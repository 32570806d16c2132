import { TextPart, textOf } from './cel-text';
import { Parameters, Variable } from './check';
import { ObjectRule } from './object-rule';
import { entriesOf } from './parameters';
import { POD_CHANGES, POD_RESOURCES, POD_VARIABLES } from './pod-kinds';
import { CONTAINER_LISTS } from '../standard/field';

/** The beginnings of images that are allowed, and of those that are not; nothing is asked where they are left out. */
export interface RegistryLists {
  readonly registries?: readonly string[];
  readonly deniedRegistries?: readonly string[];
}

/** The rules about the images that a pod names. */
export function imageRules({ registries, deniedRegistries }: RegistryLists): readonly ObjectRule[] {
  return [
    ofImages('image-tag-pinned', isFloating, 'names another image tomorrow', 'use a version and a digest'),
    ofImages('image-digest-pinned', (image) => `!${image}.contains('@')`, 'has no digest', 'add the digest of the image that was tested: @sha256:…'),
    ofImages('image-registry-explicit', (image) => `!(${namesRegistry(image)})`, 'names no registry', 'write the registry before the name'),
    ...registries === undefined ? [] : [ofRegistries(
      'image-registry-allowed', { registries }, (image) => `!${isBelow(image)}`, 'is not from an allowed registry',
      'pull the image through an allowed registry, or add its beginning to the registries of the policy',
    )],
    ...deniedRegistries === undefined ? [] : [ofRegistries(
      'image-registry-denied', { deniedRegistries }, isBelow, 'is from a registry that is ruled out', 'copy the image to a registry of your own, and pull it from there',
    )],
  ];
}

/** Neither digest nor a tag that stays. */
function isFloating(image: string): string {
  const name = `${image}.substring(${image}.lastIndexOf('/') + 1)`;
  const latest = "n.substring(n.indexOf(':') + 1).split('-').exists(w, w == 'latest')";
  return `!${image}.contains('@') && ${named('n', name, `!n.contains(':') || ${latest}`)}`;
}

/** The first part is a registry when no repository of Docker Hub could be called that. */
function namesRegistry(image: string): string {
  const isRegistry = "f == 'localhost' || f.contains('.') || f.contains(':') || f != f.lowerAscii()";
  return `${image}.contains('/') && ${named('f', `${image}.split('/')[0]`, isRegistry)}`;
}

/** Whether the full name of an image, without tag and digest, begins with one of `variables.registries`. */
function isBelow(image: string): string {
  const [host, rest] = ["i.split('/')[0].lowerAscii()", "i.substring(i.indexOf('/') + 1).split(':')[0]"];
  const ofHub = "(p.contains('/') ? 'docker.io/' : 'docker.io/library/') + p + '/'";
  const begins = (name: string): string => `variables.registries.exists(b, (${name}).startsWith(b))`;
  const registry = named('h', host, named('p', rest, `h == 'docker.io' || h == 'index.docker.io' ? ${begins(ofHub)} : ${begins("h + '/' + p + '/'")}`));
  const noRegistry = named('p', "i.split(':')[0]", begins(ofHub));
  return `${named('i', `${image}.split('@')[0]`, `${namesRegistry('i')} ? ${registry} : ${noRegistry}`)}`;
}

/** A rule about images that begin as a list says. */
function ofRegistries(id: string, parameters: Parameters, isBad: (image: string) => string, what: string, remedy: string): ObjectRule {
  const [key] = Object.keys(parameters);
  return { ...ofImages(id, isBad, what, remedy, [{ name: 'registries', expression: fullBeginnings(key) }]), parameters };
}

/** The beginnings of a list as `isBelow` names images in full: hosts in lower case, Docker Hub spelled out, a slash at the end. */
function fullBeginnings(key: string): string {
  return [
    entriesOf(key),
    "map(b, b == 'index.docker.io' || b.startsWith('index.docker.io/') ? b.substring(6) : b)",
    "map(b, b.split('/')[0] == 'localhost' || ['.', ':'].exists(x, b.split('/')[0].contains(x)) ? b.split('/')[0].lowerAscii() + b.substring(b.split('/')[0].size()) : 'docker.io/' + b)",
    "map(b, b.endsWith('/') ? b : b + '/')",
  ].join('.');
}

/** A rule about every image that a pod names; an injector writes the image in place of `auto`. */
function ofImages(id: string, isBad: (image: string) => string, what: string, remedy: string, more: readonly Variable[] = []): ObjectRule {
  const text = (path: readonly TextPart[], image: string): string => textOf({ cel: 'variables.at' }, ...path, ' is "', { cel: image }, `", which ${what}`);
  const containers = CONTAINER_LISTS.map((list) => (
    `variables.pod.spec.?${list}.orValue([]).filter(c, c.?image.orValue('') != '' && !(variables.injected && c.image == 'auto') && ${isBad('c.image')})`
    + `.map(c, ${text([`spec.${list}{`, { cel: 'c.name' }, '}.image'], 'c.image')})`
  ));
  const volumes = `variables.pod.spec.?volumes.orValue([]).filter(v, v.?image.?reference.orValue('') != '' && ${isBad('v.image.reference')})`
    + `.map(v, ${text(['spec.volumes{', { cel: 'v.name' }, '}.image.reference'], 'v.image.reference')})`;
  const injected = "variables.pod.?metadata.?labels[?'sidecar.istio.io/inject'].orValue('') == 'true' || variables.pod.?metadata.?annotations[?'inject.istio.io/templates'].hasValue()";
  return {
    id,
    resources: POD_RESOURCES,
    changes: POD_CHANGES,
    variables: [...POD_VARIABLES, { name: 'injected', expression: injected }, ...more, { name: 'violations', expression: [...containers, volumes].join(' + ') }],
    remedy,
  };
}

/** `[value].exists(name, condition)` gives a value a name within an expression. */
function named(name: string, value: string, condition: string): string {
  return `[${value}].exists(${name}, ${condition})`;
}
