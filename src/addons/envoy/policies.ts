/**
 * Which ClientTrafficPolicy of Envoy Gateway applies to a listener of a Gateway. A policy for a section comes before one for the whole Gateway,
 * and they are not merged (gateway.envoyproxy.io/docs/concepts/gateway_api_extensions/client-traffic-policy).
 */
import type { CustomRecord } from '../../snapshot/records/index.ts';
import type { EnvoyFacts, EnvoyListenerFacts } from './types.ts';

export const CLIENT_POLICY = 'gateway.envoyproxy.io/ClientTrafficPolicy';

type Listener = Pick<EnvoyListenerFacts, 'namespace' | 'gateway' | 'name' | 'gatewayLabels'>;

/**
 * The candidates of the closest level. Several: the oldest applies, which is not known here. `unclear`: policies whose selectors are not
 * evaluated may apply as well.
 */
export interface ClientPolicies {
  applied: readonly CustomRecord[];
  unclear: readonly CustomRecord[];
}

export function clientPoliciesOf(
  { namespace, gateway, name, gatewayLabels }: Listener,
  objects: EnvoyFacts['objects'],
): ClientPolicies {
  const near: CustomRecord[] = [];
  const wide: CustomRecord[] = [];
  const unclear: CustomRecord[] = [];
  for (const record of objects(CLIENT_POLICY)) {
    // A policy applies to Gateways of its own namespace.
    if (record.namespace !== namespace) continue;
    const targets = targetsOf(record).filter((target) => target['name'] === gateway && isGateway(target));
    const sections = targets.map((target) => target['sectionName']);
    if (sections.includes(name)) near.push(record);
    else if (sections.includes(undefined)) wide.push(record);
    else {
      const selected = selectorsOf(record).map((selector) => matches(selector, gatewayLabels));
      if (selected.includes('yes')) wide.push(record);
      else if (selected.includes('unclear')) unclear.push(record);
    }
  }
  return { applied: near.length > 0 ? near : wide, unclear: near.length > 0 ? [] : unclear };
}

type Raw = Readonly<Record<string, unknown>>;

function isGateway({ kind }: Raw): boolean {
  return kind === 'Gateway';
}

function targetsOf({ spec }: CustomRecord): Raw[] {
  return [...objectsOf(spec['targetRef']), ...objectsOf(spec['targetRefs'])];
}

function selectorsOf({ spec }: CustomRecord): Raw[] {
  return objectsOf(spec['targetSelectors']).filter(isGateway);
}

function objectsOf(value: unknown): Raw[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((item): item is Raw => typeof item === 'object' && item !== null);
}

function matches(selector: Raw, labels: Readonly<Record<string, string>>): 'yes' | 'no' | 'unclear' {
  const [wanted = {}] = objectsOf(selector['matchLabels']);
  if (Object.entries(wanted).some(([key, value]) => labels[key] !== value)) return 'no';
  return objectsOf(selector['matchExpressions']).length > 0 ? 'unclear' : 'yes';
}

/** TLS that the policy of a listener sets. */
export function clientTls(listener: Listener, objects: EnvoyFacts['objects']): EnvoyListenerFacts['client'] {
  const { applied, unclear } = clientPoliciesOf(listener, objects);
  const [policy, ...others] = applied;
  if (!policy || others.length > 0 || unclear.length > 0) return undefined;
  const [tls = {}] = objectsOf(policy.spec['tls']);
  const [validation = {}] = objectsOf(tls['clientValidation']);
  const version = tls['minVersion'];
  const verifies = objectsOf(validation['caCertificateRefs']).length > 0;
  return {
    ...((typeof version === 'string' || typeof version === 'number') && { minTls: nameOf(version) }),
    ...(verifies && { clientCertificates: validation['optional'] === true ? 'optional' : 'required' }),
  };
}

/** As Envoy itself calls it. */
function nameOf(version: string | number): string {
  const text = typeof version === 'number' ? version.toFixed(1) : version;
  return /^1\.\d$/.test(text) ? `TLSv${text.replace('.', '_')}` : text;
}
