import { Level } from './control';

/**
 * How strict a namespace is: what Pod Security Admission refuses, what it only records, and whether traffic is denied by default.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export class Profile {
  /** Restricted everywhere: pods that break it are refused, traffic that no policy allows is dropped. */
  public static production(): Profile {
    return new Profile('production', 'restricted', 'restricted', true);
  }

  /** Refuses what breaks baseline; what breaks restricted is recorded and answered with a warning. Traffic is denied as in production. */
  public static development(): Profile {
    return new Profile('development', 'baseline', 'restricted', true);
  }

  /**
   * Refuses no pod, for agents that need the node: its folders, devices or network. What breaks restricted is recorded and answered with a warning;
   * traffic is denied, and quota and limits hold, as in production.
   */
  public static privileged(): Profile {
    return new Profile('privileged', 'privileged', 'restricted', true);
  }

  /** Refuses nothing and denies no traffic; what breaks restricted is recorded and answered with a warning. The first step for what runs already. */
  public static auditOnly(): Profile {
    return new Profile('auditOnly', 'privileged', 'restricted', false);
  }

  private constructor(
    /** `production`, `development`, `privileged` or `auditOnly`. */
    public readonly name: string,
    /** The Pod Security level below which pods are refused. */
    public readonly enforce: string,
    /** The Pod Security level below which pods are recorded in the audit log and answered with a warning. */
    public readonly audit: string,
    /** Whether a default-deny NetworkPolicy is written. */
    public readonly deniesTraffic: boolean,
  ) {}

  /** @internal */
  public get _level(): Level {
    return this.enforce as Level;
  }
}
