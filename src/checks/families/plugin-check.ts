import type { CheckDefinition, CheckFacts } from '../define.ts';
import { defineCheck } from '../define.ts';
import { evaluatePlugin } from '../helpers/flags.ts';

interface PluginCheckInput extends CheckFacts {
  id: `api-server/${string}`;
  /** The admission plugin that should be enabled. */
  plugin: string;
  fail: string;
  pass: string;
}

/** A check that an admission plugin of the API server is enabled. */
export function pluginCheck({ plugin, fail, pass, ...facts }: PluginCheckInput): CheckDefinition {
  return defineCheck({
    ...facts,
    needs: [],
    uses: ['controlPlane'],
    providerManaged: true,
    *run({ controlPlane: { apiServer } }) {
      yield evaluatePlugin(apiServer, plugin, { fail, pass });
    },
  });
}
