import type { CustomRecord } from '../../snapshot/records/index.ts';
import type { IstioFacts, MtlsMode } from '../types.ts';
import {
  evidenceOf,
  hasSelector,
  PeerAuthentications,
  readPeerAuthentications,
} from './effective/peer-authentication.ts';
import { invalid } from './effective/read.ts';
import type { ModeFacts, PeerAuthenticationFacts } from './effective/types.ts';

/** The modes of the mesh and of namespaces, and the policies of workloads and ports that are weaker. */
export interface MtlsPolicies {
  mesh: ModeFacts;
  namespace(name: string): ModeFacts;
  /** Why the mode of a namespace is unknown: an invalid policy there, or in the root namespace. */
  problem(namespace: string): ReturnType<typeof invalid>;
  exceptions: IstioFacts['exceptions'];
}

/** The mode with the greater number is the weaker one. */
export const WEAKNESS: Readonly<Record<MtlsMode, number>> = { STRICT: 0, PERMISSIVE: 1, DISABLE: 2 };

export function mtlsPolicies(
  custom: readonly CustomRecord[],
  rootNamespace: string,
  matchesNothing: (policy: CustomRecord) => boolean = () => false,
): MtlsPolicies {
  const policies = readPeerAuthentications(custom);
  const effective = new PeerAuthentications(policies, rootNamespace);
  const namespace = (name: string) => effective.namespace(name);
  return {
    mesh: effective.mesh,
    namespace,
    problem: (name) => {
      const first = effective.invalidIn(name);
      return first && invalid(first);
    },
    exceptions: policies.flatMap((policy) =>
      policy.problem !== undefined ||
      !hasSelector(policy) ||
      policy.namespace === rootNamespace ||
      matchesNothing(policy.record)
        ? []
        : exceptionsOf(policy, namespace(policy.namespace).mode),
    ),
  };
}

function exceptionsOf(policy: PeerAuthenticationFacts, parent: MtlsMode): IstioFacts['exceptions'] {
  const own = policy.mode ?? parent;
  const exception = (mode: MtlsMode, port?: string) => ({
    namespace: policy.namespace,
    policy: policy.name,
    mode,
    ...(port !== undefined && { port }),
    evidence: evidenceOf(policy, port === undefined ? mode : `port ${port} ${mode}`),
  });
  return [
    ...(WEAKNESS[own] > WEAKNESS[parent] ? [exception(own)] : []),
    ...[...policy.ports].flatMap(([port, mode]) =>
      mode !== undefined && WEAKNESS[mode] > WEAKNESS[own] ? exception(mode, String(port)) : [],
    ),
  ];
}
