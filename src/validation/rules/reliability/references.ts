import { Reference } from '../../../standard/control';

const DOCS = 'https://kubernetes.io/docs';

/** Pages of kubernetes.io that several rules rest on. */
export const PROBES: Reference = {
  title: 'Configure Liveness, Readiness and Startup Probes', url: `${DOCS}/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/`,
};
export const AUTOSCALING: Reference = { title: 'Horizontal Pod Autoscaling', url: `${DOCS}/tasks/run-application/horizontal-pod-autoscale/` };
export const DISRUPTIONS: Reference = { title: 'Disruptions', url: `${DOCS}/concepts/workloads/pods/disruptions/` };
export const DISRUPTION_BUDGET: Reference = {
  title: 'Specifying a Disruption Budget for your Application', url: `${DOCS}/tasks/run-application/configure-pdb/`,
};
export const TOPOLOGY_SPREAD: Reference = {
  title: 'Pod Topology Spread Constraints', url: `${DOCS}/concepts/scheduling-eviction/topology-spread-constraints/`,
};
export const DEPLOYMENTS: Reference = { title: 'Deployments', url: `${DOCS}/concepts/workloads/controllers/deployment/` };
export const STATEFUL_SETS: Reference = { title: 'StatefulSets', url: `${DOCS}/concepts/workloads/controllers/statefulset/` };
export const JOBS: Reference = { title: 'Jobs', url: `${DOCS}/concepts/workloads/controllers/job/` };
export const CRON_JOBS: Reference = { title: 'CronJob', url: `${DOCS}/concepts/workloads/controllers/cron-jobs/` };
