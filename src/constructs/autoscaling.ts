/** How a Deployment or StatefulSet is scaled by its load. */
export interface Autoscaling {
  /**
   * The fewest replicas.
   * @default 2
   */
  readonly min?: number;
  /** The most replicas. */
  readonly max: number;
  /**
   * The share of the CPU request, in percent, that replicas are added at.
   * @default 70
   */
  readonly cpuPercent?: number;
}
