import { grantRule, inCluster } from './grant-rule';
import { ESCALATIONS } from '../../../standard/access';

export const rbacWebhookConfig = grantRule(ESCALATIONS.webhookConfig, {
  bad: {
    'mutating webhooks': inCluster({ apiGroups: ['admissionregistration.k8s.io'], resources: ['mutatingwebhookconfigurations'], verbs: ['patch'] }),
    'deleting validating webhooks': inCluster({ apiGroups: ['admissionregistration.k8s.io'], resources: ['validatingwebhookconfigurations'], verbs: ['delete'] }),
    'admission policies': inCluster({ apiGroups: ['admissionregistration.k8s.io'], resources: ['validatingadmissionpolicybindings'], verbs: ['update'] }),
  },
  good: {
    'reading': inCluster({ apiGroups: ['admissionregistration.k8s.io'], resources: ['mutatingwebhookconfigurations'], verbs: ['get', 'list', 'watch'] }),
    'the configuration of its own': inCluster({ apiGroups: ['admissionregistration.k8s.io'], resources: ['mutatingwebhookconfigurations'], resourceNames: ['api'], verbs: ['get', 'update', 'patch'] }),
  },
});
