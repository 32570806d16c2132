import { grantRule, inCluster, inRole } from './grant-rule';
import { ESCALATIONS } from '../../../standard/access';

export const rbacTokenCreate = grantRule(ESCALATIONS.tokenCreate, {
  bad: {
    'in the namespace': inRole({ apiGroups: [''], resources: ['serviceaccounts/token'], verbs: ['create'] }),
    'in the whole cluster': inCluster({ apiGroups: [''], resources: ['serviceaccounts/token'], verbs: ['create'] }),
  },
  good: {
    'of one account that is named': inRole({ apiGroups: [''], resources: ['serviceaccounts/token'], resourceNames: ['web'], verbs: ['create'] }),
    'making accounts': inRole({ apiGroups: [''], resources: ['serviceaccounts'], verbs: ['create'] }),
  },
});
