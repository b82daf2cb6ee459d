import { flagDefaults } from '../../../data/component-flags.ts';
import { flagAliases } from '../../../data/flag-kinds.ts';
import type { ParsedArgv } from '../sources/command/argv.ts';
import { hasHole } from '../sources/command/environment.ts';
import type { FlagSource } from '../sources/flag-sources.ts';

/**
 * Flags of etcd including those set by environment variables: every flag has one, `ETCD_<NAME>`, which counts where the flag is not set and
 * the variable is not empty (etcd pkg/flags/flag.go, SetFlagsFromEnv). `unreported`: may be set by a variable with a value from another
 * source.
 */
export function etcdSettings(
  { environment }: ParsedArgv,
  given: ReadonlyMap<string, string>,
): Pick<FlagSource, 'flags' | 'unreported' | 'spelling'> {
  const flags = new Map(given);
  const unreported = new Set<string>();
  const spelling = new Map<string, string>();
  const aliases = flagAliases['etcd'] ?? {};
  for (const written of [...Object.keys(flagDefaults['etcd'] ?? {}), ...Object.keys(aliases)]) {
    const name = aliases[written] ?? written;
    if (given.has(name)) continue;
    const variable = `ETCD_${written.toUpperCase().replaceAll('-', '_')}`;
    const value = environment(variable);
    if (value === 'hidden' || (value !== 'unset' && hasHole(value.text))) unreported.add(name);
    else if (value !== 'unset' && value.text !== '' && !flags.has(name)) {
      flags.set(name, value.text);
      spelling.set(name, `${variable}=${value.text}`);
    }
  }
  return { flags, unreported, spelling };
}
