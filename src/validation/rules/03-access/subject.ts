import { Subject } from '../../../analysis/role';
import { quote } from '../../../manifest/quote';

/** Subjects as a message names them: `ServiceAccount shop/api, Group 'ops'`. */
export function named(subjects: readonly Subject[]): string {
  const all = [...new Set(subjects.map(({ kind, name, namespace }) => (
    kind === 'ServiceAccount' ? `ServiceAccount ${quote(namespace === '' ? name : `${namespace}/${name}`)}` : `${kind === 'User' ? 'User' : 'Group'} ${quote(name)}`
  )))];
  return all.length > 3 ? `${all.slice(0, 3).join(', ')} and ${all.length - 3} more` : all.join(', ');
}

/** Whether it is a ServiceAccount or several: by kind, by the name that it has as a user, or as a group. */
export function isProgram({ kind, name }: Subject): boolean {
  return kind === 'ServiceAccount'
    || (kind === 'User' && name.startsWith('system:serviceaccount:'))
    || (kind === 'Group' && (name === 'system:serviceaccounts' || name.startsWith('system:serviceaccounts:')));
}
