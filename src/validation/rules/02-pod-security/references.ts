import { Reference } from '../../../standard/control';

/** The labels of Pod Security Admission. */
export const PSA_LABELS: Reference = {
  title: 'Pod Security Admission labels for namespaces',
  url: 'https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces',
};

/** What the volume opens, in the words of Kubernetes. */
export const HOSTPATH: Reference = { title: 'hostPath', url: 'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath' };
