import { Reference } from '../../../standard/control';
import { cis, mitre, nsa } from '../../../standard/reference';

/** What an audit policy says, and in which order. */
export const AUDIT_POLICY: Reference = { title: 'Auditing: audit policy', url: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#audit-policy' };

/** Where the log goes. */
export const AUDIT_BACKEND: Reference = { title: 'Auditing: log backend', url: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#log-backend' };

/** Section 3.2 of the CIS benchmark, which is about the control plane. */
export const CIS_POLICY_EXISTS: Reference = cis('3.2.1');
export const CIS_POLICY_COVERS: Reference = cis('3.2.2');

/** Where NSA and CISA ask for logs. */
export const NSA_LOGGING: Reference = nsa('logging');

/** What nobody recorded did not happen. */
export const MITRE_NO_TRACE: Reference = mitre('T1685');
export const MITRE_LOGS: Reference = mitre('T1552.001');
