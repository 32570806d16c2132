import { Reference } from '../../../standard/control';
import { mitre, nsa } from '../../../standard/reference';

/** What a quota counts, and what it asks of pods. */
export const RESOURCE_QUOTAS: Reference = { title: 'Resource Quotas', url: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/' };

/** What pods get that say nothing, and what they may not exceed. */
export const LIMIT_RANGES: Reference = { title: 'Limit Ranges', url: 'https://kubernetes.io/docs/concepts/policy/limit-range/' };

/** Where NSA and CISA ask for limits and quotas. */
export const NSA_RESOURCES: Reference = nsa('resource policies');

/** One workload that takes everything. */
export const MITRE_DENIAL: Reference = mitre('T1499');

/** Somebody else's programs on your processors. */
export const MITRE_HIJACKING: Reference = mitre('T1496');

/** What requests and limits are. */
export const MANAGE_RESOURCES: Reference = {
  title: 'Resource Management for Pods and Containers: requests and limits',
  url: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#requests-and-limits',
};
