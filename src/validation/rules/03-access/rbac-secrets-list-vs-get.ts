import { inRole } from './grant-rule';
import { accessOf } from '../../../analysis/access';
import { covers } from '../../../analysis/escalation';
import { isBootstrap } from '../../../analysis/role';
import { formatPath } from '../../../manifest/path';
import { cis, rbacGoodPractice } from '../../../standard/reference';
import { Rule } from '../../rule';

export const rbacSecretsListVsGet: Rule = {
  id: 'rbac-secrets-list-vs-get',
  title: 'Roles that name Secrets grant get, not list or watch',
  item: 5,
  severity: 'info',
  why: 'A list is asked for without a name, so that with resourceNames the API server refuses it unless the request carries a field selector for just that name; '
    + 'who then takes resourceNames out so that it works has opened every Secret.',
  references: [
    cis('5.1.2'),
    rbacGoodPractice('listing secrets', 'listing-secrets'),
    { title: 'Using RBAC Authorization: referring to resources', url: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources' },
  ],
  edition: '2026.11',
  bad: {
    'list of named Secrets': inRole({ apiGroups: [''], resources: ['secrets'], resourceNames: ['db'], verbs: ['get', 'list'] }),
    'watch of named Secrets': inRole({ apiGroups: [''], resources: ['secrets'], resourceNames: ['db'], verbs: ['watch'] }),
  },
  good: {
    'get of named Secrets': inRole({ apiGroups: [''], resources: ['secrets'], resourceNames: ['db'], verbs: ['get'] }),
    'all Secrets, which is another rule': inRole({ apiGroups: [''], resources: ['secrets'], verbs: ['list'] }),
    'ConfigMaps, which are no secret': inRole({ apiGroups: [''], resources: ['configmaps'], resourceNames: ['flags'], verbs: ['get', 'list', 'watch'] }),
  },
  * check(model) {
    for (const role of accessOf(model).roles) {
      if (isBootstrap(role.at)) continue;
      for (const rule of role.rules) {
        if (rule.resourceNames.length === 0 || !rule.apiGroups.some((group) => group === '' || group === '*')) continue;
        if (!rule.resources.some((resource) => covers(resource, 'secrets'))) continue;
        const verb = rule.verbs.findIndex((candidate) => candidate === 'list' || candidate === 'watch');
        if (verb < 0) continue;
        const path = [...rule.path, 'verbs', verb];
        yield {
          at: role.at,
          path,
          message: `${formatPath(path)} is "${rule.verbs[verb]}", which resourceNames narrow only for requests with a field selector`,
          remedy: 'grant get alone, and read the Secret by its name',
        };
      }
    }
  },
};
