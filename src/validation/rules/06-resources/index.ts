import { limitRangeFitsWorkloads } from './limit-range-fits-workloads';
import { namespaceLimitRange } from './namespace-limit-range';
import { namespaceResourceQuota } from './namespace-resource-quota';
import { quotaFitsWorkloads } from './quota-fits-workloads';
import { resourcesMemoryRequestEqualsLimit } from './resources-memory-request-equals-limit';
import { Rule } from '../../rule';

/** Item 6 beyond the rows: what namespaces and workloads take together. */
export const RESOURCE_RULES: readonly Rule[] = [
  namespaceResourceQuota,
  namespaceLimitRange,
  quotaFitsWorkloads,
  limitRangeFitsWorkloads,
  resourcesMemoryRequestEqualsLimit,
];
