import { HOSTPATH } from './references';
import { asObject } from '../../../manifest/model';
import { quote } from '../../../manifest/quote';
import { mitre } from '../../../standard/reference';
import { Rule } from '../../rule';

const volume = (source: object): object => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: 'data' },
  spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], storageClassName: 'manual', ...source },
});

export const hostpathPvType: Rule = {
  id: 'hostpath-pv-type',
  title: 'PersistentVolumes are not paths of a node',
  item: 2,
  severity: 'warning',
  why: 'Pod Security Admission sees a claim and lets it pass: a PersistentVolume with hostPath opens the node to pods that may mount no hostPath, and holds other data on every node.',
  references: [
    { title: 'Types of Persistent Volumes', url: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#types-of-persistent-volumes' },
    HOSTPATH,
    mitre('T1611'),
  ],
  edition: '2026.11',
  bad: {
    'a path of the node': { add: [volume({ hostPath: { path: '/mnt/data' } })] },
  },
  good: {
    'a local volume, which knows its node': { add: [volume({ local: { path: '/mnt/disks/ssd1' }, nodeAffinity: {} })] },
    'a driver': { add: [volume({ csi: { driver: 'csi.example.com', volumeHandle: 'data' } })] },
  },
  * checkEach(objects) {
    for (const at of objects.ofKind('PersistentVolume')) {
      const { path } = asObject(at.spec.hostPath);
      if (typeof path !== 'string' || at.group !== '') continue;
      yield {
        at,
        path: ['spec', 'hostPath'],
        message: `spec.hostPath.path is ${quote(path)}`,
        remedy: 'use a CSI driver, or spec.local with the node that holds the data in spec.nodeAffinity',
      };
    }
  },
};
