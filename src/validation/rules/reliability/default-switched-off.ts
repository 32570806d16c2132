import { quote } from '../../../manifest/quote';
import { SWITCHED_OFF_ANNOTATION, switchedOff } from '../../../standard/switched-off';
import { Rule } from '../../rule';

const DOCS = { title: 'Kubernetes security checklist', url: 'https://kubernetes.io/docs/concepts/security/security-checklist/' };
const ANNOTATION = `metadata.annotations["${SWITCHED_OFF_ANNOTATION}"]`;

export const defaultSwitchedOff: Rule = {
  id: 'default-switched-off',
  title: 'Whoever switches off a convenience of a hardened workload says why',
  item: 'reliability',
  severity: 'info',
  why: 'Some defaults of our constructs keep nobody out, and no other manifest is worse for being without them; a workload that was made without one says so in an annotation, so that who reads the list of what is off reads all of it.',
  references: [DOCS],
  edition: '2026.11',
  bad: {
    'no Service, although there is a port': { set: { [ANNOTATION]: 'service' } },
    'one of several': { set: { [ANNOTATION]: 'service, other' } },
  },
  good: {
    'an empty list': { set: { [ANNOTATION]: '' } },
  },
  * checkEach(objects) {
    for (const at of objects.resources) {
      const said = at.annotations[SWITCHED_OFF_ANNOTATION];
      if (said === undefined) continue;
      for (const name of switchedOff(said)) {
        yield {
          at,
          path: ['metadata', 'annotations', SWITCHED_OFF_ANNOTATION],
          message: `the default ${quote(name)} is switched off`,
          remedy: 'take the switch out of `defaults`, or waive this with the reason',
        };
      }
    }
  },
};
