/** What the exit code says. These numbers are an interface: scripts branch on them. */
export const EXIT = {
  /** Nothing at or above `--fail-on`. */
  ok: 0,
  /** Findings at or above `--fail-on`. */
  findings: 1,
  /** The call or the input is wrong. */
  call: 2,
  /** A fault of ours. */
  fault: 3,
} as const;
