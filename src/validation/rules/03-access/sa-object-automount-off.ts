import { accessOf } from '../../../analysis/access';
import { vaultAccounts } from '../../../analysis/token';
import { cis, mitre, nsa } from '../../../standard/reference';
import { Rule } from '../../rule';

export const saObjectAutomountOff: Rule = {
  id: 'sa-object-automount-off',
  title: 'ServiceAccounts that nothing is granted to do not hand out their token',
  item: 3,
  severity: 'warning',
  development: 'info',
  why: 'What the ServiceAccount says holds for every pod that says nothing itself, those that somebody adds later too; a pod that needs the token can still ask for it.',
  references: [cis('5.1.5'), cis('5.1.6'), nsa('protecting Pod service account tokens'), mitre('T1528')],
  edition: '2026.11',
  bad: {
    'not said': { on: 'ServiceAccount/web', unset: ['automountServiceAccountToken'] },
    'asked for, and nothing is granted': { on: 'ServiceAccount/web', set: { automountServiceAccountToken: true } },
    'the default one': { on: 'ServiceAccount/default', unset: ['automountServiceAccountToken'] },
  },
  good: {
    'something is granted to it': { on: 'ServiceAccount/api', unset: ['automountServiceAccountToken'] },
    'the agent of Vault logs in with its token': {
      on: 'Deployment/web',
      set: { 'spec.template.metadata.annotations["vault.hashicorp.com/agent-inject"]': 'true' },
      remove: ['ServiceAccount/web'],
      add: [{ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'web', namespace: 'shop', labels: { 'app.kubernetes.io/name': 'web' } } }],
    },
  },
  * checkEach(objects, _, model) {
    const access = accessOf(model);
    for (const account of objects.ofKind('ServiceAccount')) {
      const { automountServiceAccountToken: said } = account.raw;
      if (said === false || account.group !== '' || access.isGranted(account.namespace, account.name)) continue;
      if (vaultAccounts(model).has(`${account.namespace}/${account.name}`)) continue;
      yield {
        at: account,
        path: ['automountServiceAccountToken'],
        message: `automountServiceAccountToken is ${said === true ? 'true' : 'not set'}, and nothing in the input is granted to this ServiceAccount`,
        remedy: 'set it to false',
        // Who writes true means it: the grant may be elsewhere.
        fix: said === true ? undefined : { path: ['automountServiceAccountToken'], value: false },
      };
    }
  },
};
