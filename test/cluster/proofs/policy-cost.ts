import { Stage } from './policy-stage';
import { Tally } from './tally';
import { Json } from '../../../src/manifest/model';

/** No expression may cost more than the API server grants, on a pod as large as they get. */
export async function proveCost(stage: Stage, tally: Tally): Promise<void> {
  const container = (i: number, more: object): object => ({
    name: `container-${i}`,
    image: 'nginx',
    ports: Array.from({ length: 20 }, (_, port) => ({ containerPort: 8000 + port, hostPort: 8000 + port * 50 + i })),
    env: Array.from({ length: 100 }, (_, at) => ({ name: `V${at}`, value: 'x'.repeat(50) })),
    ...more,
  });
  const privileged = {
    securityContext: { privileged: true, capabilities: { add: ['SYS_ADMIN', 'NET_ADMIN'] }, seccompProfile: { type: 'Unconfined' } },
    lifecycle: { postStart: { httpGet: { port: 80, host: 'example.com' } } },
    restartPolicy: 'Always',
  };
  const pod = (more: object): Json => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'large', labels: Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`label-${i}`, 'value'])) },
    spec: {
      containers: Array.from({ length: 25 }, (_, i) => container(i, { ...more, restartPolicy: undefined })),
      initContainers: Array.from({ length: 25 }, (_, i) => container(i + 25, more)),
      volumes: Array.from({ length: 50 }, (_, i) => ({ name: `volume-${i}`, hostPath: { path: '/etc' } })),
      securityContext: { sysctls: Array.from({ length: 20 }, (_, i) => ({ name: `kernel.some_${i}`, value: '1' })) },
    },
  });
  for (const [what, more] of [['a pod with 50 containers', {}], ['one that breaks every rule', privileged]] as const) {
    const { status, message, name } = await stage.ask({ about: what, object: pod(more), kind: 'unlabelled', findings: [] });
    const said = await stage.recorded(name);
    tally.check(`${what} is judged within the budget`, status === 201 && !/budget|cost/i.test(message), message);
    tally.check(`${what} is judged by all policies`, said.size >= (more === privileged ? 20 : 12), [...said.keys()]);
  }
}

