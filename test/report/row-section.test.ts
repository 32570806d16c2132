import { rowSection } from '../../src/report/row-section';
import { Control } from '../../src/standard/control';
import { HARDENING } from '../../src/standard/hardening';
import { POD_SECURITY } from '../../src/standard/pod-security';

const ROWS: readonly Control[] = [...POD_SECURITY, ...HARDENING];

/** Everything that a row allows or forbids, as text. */
function values({ allow }: Control): string[] {
  if (allow.kind === 'keysOf') return [...allow.keys];
  if (allow.kind === 'contains') return [allow.value];
  return allow.values.filter((value) => value !== undefined).map((value) => {
    if (typeof value !== 'object') return JSON.stringify(value);
    return 'prefix' in value ? JSON.stringify(value.prefix) : JSON.stringify(value.value);
  });
}

it.each(ROWS.map((row) => [row.id, row] as const))('says every field of %s and what it may hold', (id, row) => {
  const text = rowSection(id).join('\n');
  for (const field of [...row.fields, ...row.inherit ?? []]) expect(text).toContain(`\`${field.replace('!', '')}\``);
  for (const value of values(row)) expect(text).toContain(value);
});

it('says from which policy version on', () => {
  expect(rowSection('pss-selinux')).toContain('- allowed: not set, `""`, `"container_t"`, `"container_init_t"`, `"container_kvm_t"`; from 1.31 on `"container_engine_t"`');
  expect(rowSection('pss-probe-host')).toContain('- asked from policy version 1.34 on');
  expect(rowSection('pss-run-as-user')).toContain('- not asked of pods with `hostUsers: false` from policy version 1.35 on');
});

it('says what stands in for a field that is not set', () => {
  expect(rowSection('pss-seccomp-restricted')).toEqual(expect.arrayContaining([
    '- field: `spec.containers[*].securityContext.seccompProfile.type` where `seccompProfile` is set',
    '- where it is not set, the first of these counts: `spec.securityContext.seccompProfile.type` where `seccompProfile` is set',
    '- what the pod says has to be allowed even where every container says something else',
  ]));
});

it('says nothing of a rule that is code', () => {
  expect(rowSection('names-unique')).toEqual([]);
});
