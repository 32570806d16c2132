import { configRefExists } from './config-ref-exists';
import { envDuplicate } from './env-duplicate';
import { etcdEncryptionConfigured } from './etcd-encryption-configured';
import { saLegacyTokenSecret } from './sa-legacy-token-secret';
import { secretAccessScope } from './secret-access-scope';
import { secretAsFileNotEnv } from './secret-as-file-not-env';
import { secretExternalStore } from './secret-external-store';
import { secretManifestWithoutData } from './secret-manifest-without-data';
import { secretNotInArgs } from './secret-not-in-args';
import { secretNotInConfigmap } from './secret-not-in-configmap';
import { secretNotInEnvLiteral } from './secret-not-in-env-literal';
import { secretVolumeMode } from './secret-volume-mode';
import { Rule } from '../../rule';

/** Item 5: Secrets, and configuration that programs read. */
export const SECRET_RULES: readonly Rule[] = [
  secretManifestWithoutData,
  secretNotInEnvLiteral,
  secretNotInConfigmap,
  secretNotInArgs,
  secretAsFileNotEnv,
  secretVolumeMode,
  secretExternalStore,
  secretAccessScope,
  saLegacyTokenSecret,
  etcdEncryptionConfigured,
  configRefExists,
  envDuplicate,
];
