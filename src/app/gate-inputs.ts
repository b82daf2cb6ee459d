import type { AppIo, GateInputs } from './types.ts';

/** Files named in addition to the source: waivers, rules, an earlier result. */
export interface GateInputFiles {
  waivers?: string | undefined;
  /** Several: the most recent one counts. */
  baseline?: string | readonly string[] | undefined;
  rules?: readonly string[] | undefined;
}

/** Reads them, before any request to a cluster. Throws `input` for a file that cannot be used. */
export async function loadGateInputs(
  { waivers, baseline, rules }: GateInputFiles,
  io: AppIo,
): Promise<GateInputs> {
  const [accepted, earlier, own] = await Promise.all([
    import('./waivers.ts').then(({ loadWaivers }) => loadWaivers(waivers)),
    baseline === undefined
      ? undefined
      : import('./earlier.ts').then(async ({ earlierResults }) => (await earlierResults(baseline, io)).at(-1)),
    rules === undefined ? undefined : import('./rules.ts').then(({ loadRules }) => loadRules(rules)),
  ]);
  return {
    ...(accepted && { waivers: accepted }),
    ...(earlier && { baseline: earlier }),
    ...(own && { rules: own }),
  };
}
