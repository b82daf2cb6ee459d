import type { MinorPolicy } from './read.ts';

/** Day on which RELEASES were the latest of their minors. */
const AS_OF = '2026-11-30';

/** The table as a module: entries of all minors without a range, the others with their minors. */
export function policyModule(policies: readonly MinorPolicy[], missing: readonly number[]): string {
  const minors = policies.map(({ minor }) => minor).sort((a, b) => a - b);
  const table = (pick: (policy: MinorPolicy) => ReadonlyMap<string, readonly string[]>) =>
    merged(policies, pick, minors);
  const [first = 0] = minors;
  return `// Written by \`node tools/run.mjs tools/bootstrap-policy.ts\` from the modules k8s.io/kubernetes@v1.${first} to v1.${minors.at(-1) ?? 0},
// plugin/pkg/auth/authorizer/rbac/bootstrappolicy/testdata of https://github.com/kubernetes/kubernetes (Apache-2.0).

export const asOf = '${AS_OF}';

/** Minors that were read, and those between that could not be had. */
export const policyMinors = { first: ${first}, last: ${minors.at(-1) ?? 0}, missing: [${missing.join(', ')}] } as const;

/** Rules of each role that Kubernetes ships, in lines that src/model/rbac-table.ts reads. */
export const shippedRoles: Readonly<Record<string, readonly string[]>> = ${table(({ roles }) => roles)};

/** Who is bound to each role as shipped. */
export const shippedSubjects: Readonly<Record<string, readonly string[]>> = ${table(({ subjects }) => subjects)};

/** Roles that the controller manager fills, and those that it fills them from. */
export const shippedParts: Readonly<Record<string, readonly string[]>> = ${table(({ parts }) => parts)};
`;
}

function merged(
  policies: readonly MinorPolicy[],
  pick: (policy: MinorPolicy) => ReadonlyMap<string, readonly string[]>,
  minors: readonly number[],
): string {
  const lines = new Map<string, Map<string, number[]>>();
  for (const policy of policies)
    for (const [key, values] of pick(policy)) {
      const own = lines.get(key) ?? new Map<string, number[]>();
      lines.set(key, own);
      for (const value of values) own.set(value, [...(own.get(value) ?? []), policy.minor]);
    }
  const entries = [...lines]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, own]) => [
      key,
      [...own]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([value, having]) => `${ranges(having, minors)}${value}`),
    ]);
  return JSON.stringify(Object.fromEntries(entries), undefined, 2);
}

/** `` for all, `@-24 `, `@30- `, `@26-28,31- `. */
function ranges(having: readonly number[], minors: readonly number[]): string {
  if (having.length === minors.length) return '';
  const runs: number[][] = [];
  for (const minor of minors) {
    if (!having.includes(minor)) {
      runs.push([]);
      continue;
    }
    if (runs.length === 0) runs.push([]);
    runs.at(-1)?.push(minor);
  }
  const words = runs
    .filter((run) => run.length > 0)
    .map((run) => {
      const [from] = run;
      const to = run.at(-1);
      return `${from === minors[0] ? '' : from}-${to === minors.at(-1) ? '' : to}`;
    });
  return `@${words.join(',')} `;
}
