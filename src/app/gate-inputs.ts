import type { Settings } from '../result/config/types.ts';
import type { AppIo, GateInputs } from './types.ts';

/** Files named in addition to the source: waivers, rules, an earlier result. */
export interface GateInputFiles {
  waivers?: string | undefined;
  /** Several: the most recent one counts. */
  baseline?: string | readonly string[] | undefined;
  rules?: readonly string[] | undefined;
  /** Settings that are already loaded; else those of the Config document and the environment apply. */
  settings?: Settings | undefined;
}

/** Reads them, before any request to a cluster. Throws `input` for a file that cannot be used. */
export async function loadGateInputs(
  { waivers, baseline, rules, settings }: GateInputFiles,
  io: AppIo,
): Promise<GateInputs> {
  const [accepted, earlier, own, config] = await Promise.all([
    import('./waivers.ts').then(({ loadWaivers }) => loadWaivers(waivers)),
    baseline === undefined
      ? undefined
      : import('./earlier.ts').then(async ({ earlierResults }) =>
          (await earlierResults(baseline, io)).at(-1),
        ),
    rules === undefined ? undefined : import('./rules.ts').then(({ loadRules }) => loadRules(rules)),
    import('./settings.ts').then(async ({ loadSettings, rulesOf }) =>
      rulesOf(settings ?? (await loadSettings({}, io.env))),
    ),
  ]);
  return {
    ...(accepted && { waivers: accepted }),
    ...(earlier && { baseline: earlier }),
    ...(own && { rules: own }),
    ...(Object.keys(config).length > 0 && { config }),
  };
}
