import { packageJson } from './package';
import { write } from './streams';
import { SCHEMA_MINORS } from '../../manifest/schema-types';
import { NEWEST_EDITION } from '../../standard/edition';
import { formatMinor } from '../../standard/releases';

/** `cdk8s-hardened --version`: ours, and that of what is judged with. */
export async function printVersion(): Promise<void> {
  const [oldest, newest] = [SCHEMA_MINORS.since, SCHEMA_MINORS.until].map(formatMinor);
  await write('out', `cdk8s-hardened ${packageJson().version}, rules ${NEWEST_EDITION}, Kubernetes ${oldest} to ${newest}\n`);
}
