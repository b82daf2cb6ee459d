import { addons } from './kinds/addons.ts';
import { envoy, gatewayApi, istio } from './kinds/mesh.ts';
import { builtIn, platform } from './kinds/platform.ts';
import type { CustomKind } from './kinds/types.ts';

/** `group/Kind` -> fields; `group/*` stands for every kind of the group that is not named. */
export const CUSTOM_KINDS: ReadonlyMap<string, CustomKind> = new Map(
  Object.entries({ ...istio, ...envoy, ...gatewayApi, ...platform, ...addons, ...builtIn }),
);
