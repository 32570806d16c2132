/** The reasons of Pod Security Admission, and the ids of its checks (`Control.check`) that give them. */
const CHECKS: Readonly<Record<string, readonly string[]>> = {
  'host namespaces': ['hostNamespaces'],
  'privileged': ['privileged'],
  'non-default capabilities': ['capabilities_baseline'],
  'hostPath volumes': ['hostPathVolumes'],
  'hostPort': ['hostPorts'],
  'probe or lifecycle host': ['hostProbesAndHostLifecycle'],
  'forbidden AppArmor profile': ['appArmorProfile'],
  'forbidden AppArmor profiles': ['appArmorProfile'],
  'seLinuxOptions': ['seLinuxOptions'],
  'procMount': ['procMount', 'procMount_restricted'],
  'seccompProfile': ['seccompProfile_baseline', 'seccompProfile_restricted'],
  'forbidden sysctls': ['sysctls'],
  'hostProcess': ['windowsHostProcess'],
  'restricted volume types': ['restrictedVolumes'],
  'allowPrivilegeEscalation != false': ['allowPrivilegeEscalation'],
  'runAsNonRoot != true': ['runAsNonRoot'],
  'runAsUser=0': ['runAsUser'],
  'unrestricted capabilities': ['capabilities_restricted'],
};

/** The reason that the server gives for a check of ours. */
export function reasonOf(check: string): string {
  const reason = Object.keys(CHECKS).find((candidate) => CHECKS[candidate].includes(check));
  if (reason === undefined) throw new Error(`${check} is no check of Pod Security Admission`);
  return reason.replace('profiles', 'profile');
}

/** The reasons in a refusal: `violates PodSecurity "restricted:latest": reason (detail), reason (detail)`. Throws on what is no refusal of its. */
export function reasonsIn(message: string): string[] {
  const start = /violates PodSecurity "[a-z]+:[a-z0-9.]+": /.exec(message);
  if (start === null) throw new Error(`no refusal of Pod Security: ${message}`);
  const reasons: string[] = [];
  let depth = 0;
  let quoted = false;
  let reason = '';
  const end = (): void => {
    const name = reason.trim();
    if (CHECKS[name] === undefined) throw new Error(`unknown reason '${name}' in: ${message}`);
    reasons.push(name.replace('profiles', 'profile'));
    reason = '';
  };
  const text = message.slice(start.index + start[0].length);
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (quoted && char === '\\') i++;
    else if (char === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (depth === 0 && char === ',') end();
    else if (depth === 0) reason += char;
  }
  end();
  return reasons;
}
