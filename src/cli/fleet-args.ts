import { SEVERITIES } from '../result/types.ts';
import type { GateInputs, SelectionArgs } from './check-options.ts';
import type { SourceArgs } from './options.ts';

export const FLEET_THRESHOLDS = [...SEVERITIES, 'none'] as const;

/** Arguments of `fleet` and `fleet merge`. */
export type FleetArgs = SourceArgs &
  Pick<SelectionArgs, 'only' | 'skip'> &
  Pick<GateInputs, 'waivers' | 'rules'> & {
    action?: 'merge' | undefined;
    files?: string[] | undefined;
    contexts?: string[] | undefined;
    contextsFile?: string | undefined;
    parallel?: number | undefined;
    shard?: string | undefined;
    outputDir?: string | undefined;
    snapshots?: boolean | undefined;
    failOn?: (typeof FLEET_THRESHOLDS)[number] | undefined;
    requireComplete?: boolean | undefined;
    config?: string | undefined;
    output?: string[] | undefined;
    headers?: boolean;
    borders?: boolean;
  };
