import { mitre } from '../../../standard/reference';
import { Rule } from '../../rule';

const TYPE = 'kubernetes.io/service-account-token';

export const saLegacyTokenSecret: Rule = {
  id: 'sa-legacy-token-secret',
  title: 'Tokens of ServiceAccounts expire',
  item: 5,
  severity: 'warning',
  why: 'A Secret of this type is filled with a token that holds for ever, whoever copies it; a mounted token and one from kubectl create token end within hours.',
  references: [
    mitre('T1528'),
    { title: 'Managing Service Accounts: long-lived tokens', url: 'https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#auto-generated-legacy-serviceaccount-token-clean-up' },
  ],
  edition: '2026.11',
  bad: {
    'a Secret that is filled with a token': {
      add: [{
        apiVersion: 'v1', kind: 'Secret', type: TYPE, metadata: { name: 'api-token', namespace: 'shop', annotations: { 'kubernetes.io/service-account.name': 'api' } },
      }],
    },
  },
  good: {
    'another type': { add: [{ apiVersion: 'v1', kind: 'Secret', type: 'Opaque', metadata: { name: 'db', namespace: 'shop' } }] },
  },
  * checkEach(objects) {
    for (const resource of objects.ofKind('Secret')) {
      if (resource.apiVersion !== 'v1' || resource.raw.type !== TYPE) continue;
      yield {
        at: resource,
        path: ['type'],
        message: `type is "${TYPE}", whose token never expires`,
        remedy: 'remove it; let the pod mount a token, or ask for one with kubectl create token',
      };
    }
  },
};
