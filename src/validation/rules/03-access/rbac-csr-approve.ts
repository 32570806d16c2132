import { grantRule, inCluster, inNamespace, who } from './grant-rule';
import { accessOf } from '../../../analysis/access';
import { grantedOf, reachOf } from '../../../analysis/escalation';
import { isOfControlPlane, Role } from '../../../analysis/role';
import { formatPath } from '../../../manifest/path';
import { CERTIFICATE_APPROVAL, ESCALATIONS } from '../../../standard/access';
import { Rule } from '../../rule';

const signers = grantRule(ESCALATIONS.csrApprove, {
  bad: {
    'approve for every signer': inCluster({ apiGroups: ['certificates.k8s.io'], resources: ['signers'], verbs: ['approve'] }),
    'sign logins': inCluster({
      apiGroups: ['certificates.k8s.io'], resources: ['signers'], resourceNames: ['kubernetes.io/kube-apiserver-client'], verbs: ['sign'],
    }),
    'approvals, for a signer that another role names': inCluster({
      apiGroups: ['certificates.k8s.io'], resources: ['certificatesigningrequests/approval'], verbs: ['update'],
    }),
  },
  good: {
    'certificates that kubelets serve with': approver('kubernetes.io/kubelet-serving'),
    'a signer of its own': approver('acme.io/internal'),
    'requests': inCluster({ apiGroups: ['certificates.k8s.io'], resources: ['certificatesigningrequests'], verbs: ['get', 'list', 'watch', 'create'] }),
    'granted in a namespace, where there are no requests': inNamespace({
      apiGroups: ['certificates.k8s.io'], resources: ['certificatesigningrequests/approval'], verbs: ['update'],
    }),
  },
});

export const rbacCsrApprove: Rule = {
  ...signers,
  * check(model, policy) {
    yield* signers.check(model, policy);
    for (const role of accessOf(model).roles) {
      if (role.at.kind !== 'ClusterRole' || isOfControlPlane(role) || reachOf(role) === 'namespace' || namesSigners(role)) continue;
      for (const rule of role.rules) {
        const granted = grantedOf(rule, { permissions: [CERTIFICATE_APPROVAL] }, policy.minor);
        if (granted === undefined || rule.resources.includes('*')) continue;
        yield {
          at: role.at,
          path: [...rule.path, 'resources', granted.index],
          message: `${formatPath(rule.path)} lets ${who(role)} approve certificates, and no rule says of which signer`,
          remedy: 'take certificatesigningrequests/approval out, or add a rule with approve on one signer, by name',
          severity: 'warning',
        };
      }
    }
  },
};

/** Whether the role says for which signers it approves; those that sign logins are reported there. */
function namesSigners(role: Role): boolean {
  return role.rules.some((rule) => rule.resources.includes('signers') && rule.verbs.includes('approve'));
}

/** A controller that approves for one signer. */
function approver(signer: string): Rule['bad'][string] {
  const { add = [] } = inCluster({ apiGroups: ['certificates.k8s.io'], resources: ['certificatesigningrequests/approval'], verbs: ['update'] });
  const [role, binding] = add as readonly [{ readonly rules: readonly object[] }, object];
  return {
    add: [
      { ...role, rules: [...role.rules, { apiGroups: ['certificates.k8s.io'], resources: ['signers'], resourceNames: [signer], verbs: ['approve'] }] },
      binding,
    ],
  };
}
