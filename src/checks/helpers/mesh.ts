import type { IstioFacts, MeshGateway } from '../../addons/types.ts';
import type { GatewayServer } from '../../addons/istio/gateways/types.ts';
import type { CustomRecord, RouteRecord } from '../../snapshot/records/index.ts';
import type { ObjectRef, Severity } from '../../result/types.ts';
import { listAll } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { lowered, observed, requiresOr } from './objects.ts';

export interface MeshAnswer {
  faults: readonly Finding[];
  /** The number of evaluated objects. */
  objects: number;
  /** One of them: `Istio Gateway`. */
  noun: string;
  /** Message of a pass. */
  pass: string;
}

/**
 * The verdict of a check of objects of the mesh: its faults; else a pass when there are such objects. Without any the check is not
 * applicable, unless it is unknown whether there is a mesh.
 */
export function* meshVerdict({ installed }: IstioFacts, answer: MeshAnswer): Iterable<Finding> {
  const { faults, objects, noun, pass } = answer;
  yield* faults;
  if (faults.length > 0) return;
  if (objects > 0)
    yield {
      verdict: 'pass',
      message: pass,
      evidence: [observed(noun, `${plural(objects, 'object')} evaluated`)],
    };
  else if (!installed.known)
    yield {
      verdict: 'unknown',
      message: installed.reason,
      requires: requiresOr(installed.requires, listAll('pods')),
    };
  else
    yield {
      verdict: 'not-applicable',
      message: installed.value ? `no ${noun}` : 'Istio is not installed',
      evidence: installed.evidence,
    };
}

/** Kinds of one API group of Istio, for `kinds` of a check. */
export function istioKinds(...names: readonly string[]): readonly string[] {
  return names.map((name) => `networking.istio.io/${name}`);
}

export function gatewayRef({ classic, record: { namespace, name } }: MeshGateway): ObjectRef {
  return { kind: classic ? 'Gateway.networking.istio.io' : 'Gateway', namespace, name };
}

export function gatewayName({ record: { namespace, name } }: MeshGateway): string {
  return `Gateway ${namespace}/${name}`;
}

export function routeRef({ kind, namespace, name }: RouteRecord): ObjectRef {
  return { kind, namespace, name };
}

export function customRef({ kind, namespace, name }: CustomRecord): ObjectRef {
  return { kind, ...(namespace !== undefined && { namespace }), name };
}

/** `port 443 (https)`. */
export function serverName({ listener: { port, name } }: GatewayServer): string {
  const number = port === undefined ? 'port not set' : `port ${port}`;
  return name === undefined ? number : `${number} (${name})`;
}

/** The severity on the internet; one step less where the reach is internal, unknown, or by addresses of nodes alone. */
export function byReach(
  severity: Severity,
  { reach, onNodes }: Pick<MeshGateway, 'reach' | 'onNodes'>,
): Severity {
  return reach === 'public' && !onNodes ? severity : lowered(severity);
}

const REACH = {
  public: 'at a public address',
  internal: 'at an internal address',
  unknown: 'reach unknown',
} as const;

export function reachText({ reach }: Pick<MeshGateway, 'reach'>): string {
  return REACH[reach];
}
