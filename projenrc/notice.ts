/** What NOTICE gets wrong about the packages that the published command is made of, by the files that went into it; undefined where it is right. */
export function noticeProblem(notice: string, inputs: readonly string[]): string | undefined {
  const bundled = new Set(inputs.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []));
  const named = new Set([...notice.matchAll(/^- (\S+), Copyright/gm)].map(([, name]) => name));
  const missing = [...bundled].filter((name) => !named.has(name));
  const left = [...named].filter((name) => !bundled.has(name));
  if (missing.length > 0) return `NOTICE does not name ${missing.join(', ')}, which the command bundles; add each with its copyright line`;
  return left.length > 0 ? `NOTICE names ${left.join(', ')}, which the command does not bundle; take it out` : undefined;
}
