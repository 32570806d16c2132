import { successor } from './api-removed';
import { DEPRECATION_GUIDE, DEPRECATION_POLICY } from './references';
import { quote } from '../../../manifest/quote';
import { apiLifecycle, formatMinor } from '../../../standard/releases';
import { Edit, Rule } from '../../rule';

const object = (apiVersion: string, kind: string, minor: number): Edit => ({
  add: [{ apiVersion, kind, metadata: { name: 'old', namespace: 'shop' } }], policy: { minor },
});

export const apiDeprecated: Rule = {
  id: 'api-deprecated',
  title: 'Objects use API versions that are there to stay',
  item: 10,
  severity: 'warning',
  development: 'info',
  why: 'A deprecated version goes in a minor that is already named: the change is small today, and part of an upgrade later.',
  references: [DEPRECATION_GUIDE, DEPRECATION_POLICY],
  edition: '2026.11',
  bad: {
    'goes in a minor that is named': object('storage.k8s.io/v1beta1', 'VolumeAttributesClass', 36),
    'stays for who has it': object('v1', 'Endpoints', 36),
    'at an older target': object('policy/v1beta1', 'PodDisruptionBudget', 24),
  },
  good: {
    'before it was deprecated': object('v1', 'Endpoints', 32),
    'gone is another rule\'s': object('policy/v1beta1', 'PodDisruptionBudget', 25),
  },
  * checkEach(objects, policy) {
    for (const { apiVersion, kind, resources } of objects.types()) {
      const life = apiLifecycle(apiVersion, kind);
      if (life?.deprecated === undefined || life.deprecated > policy.minor) continue;
      if (life.removed !== undefined && life.removed <= policy.minor) continue;
      const end = life.removed === undefined ? '' : `, and ${formatMinor(life.removed)} no longer serves it`;
      const message = `apiVersion is ${quote(apiVersion)}, whose ${kind} is deprecated since Kubernetes ${formatMinor(life.deprecated)}${end}`;
      const remedy = successor(life, policy.minor);
      for (const at of resources) yield { at, path: ['apiVersion'], message, remedy };
    }
  },
};
