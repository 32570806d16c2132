import { shownList, textOf } from './cel-text';
import { imageRules, RegistryLists } from './image-rules';
import { ObjectRule } from './object-rule';
import { POD_CHANGES, POD_RESOURCES, POD_VARIABLES, resources } from './pod-kinds';
import { Json } from '../manifest/model';
import { CONTAINER_LISTS } from '../standard/field';

/** The rules that CEL can express, in the order of the checklist. */
export function objectRules(lists: RegistryLists): readonly ObjectRule[] {
  return [
    ...imageRules(lists),
    ofRoles('rbac-no-wildcard-verbs', 'verbs', "x == '*'", 'list the verbs that the program calls, such as get, list and watch'),
    ofRoles('rbac-no-wildcard-resources', 'resources', "x == '*' || x.endsWith('/*')", 'list the resources and subresources that the program uses'),
    ofRoles(
      'rbac-no-wildcard-apigroups', 'apiGroups', "x == '*' && !r.?resources.orValue([]).all(y, y.startsWith('*/'))",
      'list the API groups of the resources; the core group is ""',
    ),
    {
      id: 'rbac-masters-subject',
      resources: resources('rbac.authorization.k8s.io', 'rolebindings', 'clusterrolebindings'),
      changes: 'dyn(object).?subjects.orValue([]) != dyn(oldObject).?subjects.orValue([])',
      variables: [{
        name: 'violations',
        expression: `${IS_BOOTSTRAP} ? [] : object.?subjects.orValue([]).filter(s, s.kind == 'Group' && s.name == 'system:masters').map(s, 'subjects{' + s.name + '} may do everything without a binding')`,
      }],
      remedy: 'bind a group of your own, and take its members out of system:masters',
    },
    {
      id: 'sa-dedicated',
      resources: POD_RESOURCES,
      changes: POD_CHANGES,
      variables: [...POD_VARIABLES, { name: 'name', expression: SERVICE_ACCOUNT }, {
        name: 'violations',
        expression: `variables.name in ['', 'default'] && !(${IS_STATIC}) ? [variables.at + 'spec.serviceAccountName is ' + (variables.name == '' ? 'not set' : '"default"')] : []`,
      }],
      remedy: 'make a ServiceAccount for this workload alone and name it here',
    },
    ofSpec('service-no-nodeport', resources('', 'services'), "object.spec.?type.orValue('') == 'NodePort' ? ['spec.type is NodePort'] : []",
      'use ClusterIP, and an Ingress or a Gateway for what comes from outside'),
    ofSpec('service-no-external-ips', resources('', 'services'),
      `object.spec.?externalIPs.orValue([]).size() > 0 ? [${textOf('spec.externalIPs is ', ...shownList('object.spec.externalIPs'))}] : []`,
      'remove it; use a load balancer, an Ingress or a Gateway for an address of your own'),
    ofSpec('ingress-host-explicit', resources('networking.k8s.io', 'ingresses'), [
      "(has(object.spec.defaultBackend) ? ['spec.defaultBackend is set, which answers for every host that has no rule'] : [])",
      "object.spec.?rules.orValue([]).filter(r, r.?host.orValue('') == '').map(r, 'spec.rules[*].host is not set, which is every host')",
      "object.spec.?rules.orValue([]).filter(r, r.?host.orValue('').startsWith('*')).map(r, 'spec.rules[*].host is \"' + r.host + '\", which is every host below')",
    ].join(' + '), 'write the host, in a rule of its own for each'),
    {
      id: 'secret-as-file-not-env',
      resources: POD_RESOURCES,
      changes: POD_CHANGES,
      variables: [...POD_VARIABLES, { name: 'violations', expression: CONTAINER_LISTS.flatMap(secretsInEnvironment).join(' + ') }],
      remedy: 'mount the Secret as a volume, and let the program read the file',
    },
    {
      id: 'sa-legacy-token-secret',
      resources: resources('', 'secrets'),
      changes: "dyn(object).?type.orValue('') != dyn(oldObject).?type.orValue('')",
      variables: [{
        name: 'violations',
        expression: "object.?type.orValue('') == 'kubernetes.io/service-account-token' ? ['type is \"' + object.type + '\", whose token never expires'] : []",
      }],
      remedy: 'remove it; let the pod mount a token, or ask for one with kubectl create token',
    },
  ];
}

/** A rule about what the rules of a Role or ClusterRole list. Those of the control plane are its own. */
function ofRoles(id: string, field: string, isWildcard: string, remedy: string): ObjectRule {
  const rules = 'has(object.rules) && dyn(object.rules) != null ? object.rules : []';
  const found = `r.?${field}.orValue([])`;
  return {
    id,
    resources: resources('rbac.authorization.k8s.io', 'roles', 'clusterroles'),
    changes: 'dyn(object).?rules.orValue(null) != dyn(oldObject).?rules.orValue(null)',
    variables: [
      { name: 'rules', expression: rules },
      {
        name: 'violations',
        expression: `${IS_BOOTSTRAP} || object.metadata.name.startsWith('system:') ? [] : variables.rules.filter(r, ${found}.exists(x, ${isWildcard}))`
          + `.map(r, ${textOf(`rules[*].${field} is `, ...shownList(found))})`,
      },
    ],
    remedy,
    depends: true,
  };
}

/** A rule about the spec of a kind. */
function ofSpec(id: string, kinds: readonly Json[], violations: string, remedy: string): ObjectRule {
  return { id, resources: kinds, changes: 'dyn(object).spec != dyn(oldObject).spec', variables: [{ name: 'violations', expression: violations }], remedy };
}

function secretsInEnvironment(list: string): string[] {
  const containers = `variables.pod.spec.?${list}.orValue([])`;
  const place = (field: string): string => textOf({ cel: 'variables.at' }, `spec.${list}{`, { cel: 'c.name' }, `}.${field}`);
  return [
    `${containers}.filter(c, c.?env.orValue([]).exists(e, e.?valueFrom.?secretKeyRef.?name.orValue('') != '')).map(c, ${place('env puts keys of a Secret into the environment')})`,
    `${containers}.filter(c, c.?envFrom.orValue([]).exists(e, e.?secretRef.?name.orValue('') != '')).map(c, ${place('envFrom puts every key of a Secret into the environment')})`,
  ];
}

const SERVICE_ACCOUNT = "variables.pod.spec.?serviceAccountName.orValue('') != '' ? variables.pod.spec.serviceAccountName : variables.pod.spec.?serviceAccount.orValue('')";

const IS_STATIC = "object.kind == 'Pod' && object.metadata.?namespace.orValue('') == 'kube-system' && object.metadata.?labels[?'tier'].orValue('') == 'control-plane'";

/** What the API server makes and repairs by itself. */
const IS_BOOTSTRAP = "object.metadata.?labels[?'kubernetes.io/bootstrapping'].orValue('') == 'rbac-defaults'"
  + " && (object.metadata.name.startsWith('system:') || object.metadata.name in ['cluster-admin', 'admin', 'edit', 'view'])";
