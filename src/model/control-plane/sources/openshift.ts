import type { AuditState } from '../types.ts';
import type { Evidence, Known } from '../../../shared/evidence.ts';
import { known } from '../../../shared/evidence.ts';
import type { CustomRecord } from '../../../snapshot/records/index.ts';
import type { Snapshot } from '../../../snapshot/types.ts';
import type { ApiServerFacts, ClusterFacts, EncryptionState } from '../../types.ts';
import type { StaticInstance } from './static-pods.ts';
import type { FlagSource } from './flag-sources.ts';
import { effectiveValue } from './flag-sources.ts';

/**
 * OpenShift: an operator renders one configuration for all API servers and rolls it out by revision. Their command lines contain only
 * its file name; all other flags are read from it (openshift/kubernetes openshift-kube-apiserver/openshiftkubeapiserver/flags.go). It
 * is intent, and in force once every node has the latest revision: `inferred`, never `observed`.
 */
const CONFIG = { namespace: 'openshift-kube-apiserver', name: 'config', key: 'config.yaml' };

/** Up to 4.5 these were in a section of their own, `auditConfig`. */
const AUDIT_FLAGS = ['audit-policy-file', 'audit-log-path', 'audit-webhook-config-file'];

/** Flags that only the configuration sets: absent there means absent. Others have OpenShift's own defaults. */
const ONLY_THERE = [
  'authentication-config',
  'authorization-config',
  'disable-admission-plugins',
  'encryption-provider-config',
  'token-auth-file',
];

/** The API servers with the operator's configuration as a data source after their own command lines. */
export function withOperatorConfig(
  instances: readonly StaticInstance[],
  snapshot: Snapshot,
): readonly StaticInstance[] {
  if (!instances.some(isOpenshift) || isRollingOut(snapshot)) return instances;
  const flagSource = configTestimony(snapshot);
  if (!flagSource) return instances;
  return instances.map((instance) =>
    isOpenshift(instance) ? { ...instance, sources: [...instance.sources, flagSource] } : instance,
  );
}

function isOpenshift({ location, flags }: StaticInstance): boolean {
  return location.startsWith(`pod ${CONFIG.namespace}/`) && flags?.has('openshift-config') === true;
}

/** The operator reports by a condition when nodes still run an older revision; without the condition the rollout counts as complete. */
function isRollingOut(snapshot: Snapshot): boolean {
  const progress = condition(snapshot, 'NodeInstallerProgressing');
  return progress !== undefined && progress['status'] !== 'False';
}

function configTestimony({ records }: Snapshot): FlagSource | undefined {
  const found = records.configMap.find(
    ({ namespace, name }) => namespace === CONFIG.namespace && name === CONFIG.name,
  );
  const config = parse(found?.data[CONFIG.key]);
  const given = config && objectOf(config['apiServerArguments']);
  if (!given) return undefined;
  const absent = 'auditConfig' in config ? ONLY_THERE : [...AUDIT_FLAGS, ...ONLY_THERE];
  const flags = new Map<string, string>();
  const serving = objectOf(config['servingInfo'])?.['minTLSVersion'];
  if (typeof serving === 'string' && serving !== '') flags.set('tls-min-version', serving);
  for (const [name, values] of Object.entries(given)) {
    if (Array.isArray(values))
      flags.set(
        name,
        effectiveValue(
          name,
          values.filter((item) => typeof item === 'string'),
        ),
      );
  }
  return {
    source: 'configmap',
    location: `configmap ${CONFIG.namespace}/${CONFIG.name}`,
    flags,
    defaults: new Map(absent.map((name) => [name, ''])),
    kind: 'partial',
  };
}

/** The operator writes JSON into a file with a YAML name. */
function parse(text: string | undefined): Record<string, unknown> | undefined {
  try {
    return objectOf(JSON.parse(text ?? ''));
  } catch {
    return undefined;
  }
}

function objectOf(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/** The API servers with the operator's spec, where flags and metrics do not decide. */
export function withOperatorObjects(
  facts: ApiServerFacts,
  snapshot: Snapshot,
  cluster: ClusterFacts,
): ApiServerFacts {
  const server = apiServerObject(snapshot, cluster);
  if (!server) return facts;
  return {
    ...facts,
    audit: operatorAudit(facts.audit, server),
    encryption: operatorEncryption(facts.encryption, server, snapshot),
  };
}

/** The encryption in the operator's spec, and whether it reports completion; only where no better data source decides. */
function operatorEncryption(
  declared: Known<EncryptionState>,
  server: CustomRecord,
  snapshot: Snapshot,
): Known<EncryptionState> {
  // With a hosted control plane the owner of the hosting cluster decides, and this object proves nothing.
  if (declared.known || hostedControlPlane(snapshot)) return declared;
  const type = objectOf(server.spec['encryption'])?.['type'];
  if (typeof type !== 'string' || type === '' || type === 'identity') {
    return known(
      { secrets: 'clear', providers: [], detail: 'encryption.type of OpenShift is not set' },
      request('encryption.type', typeof type === 'string' && type !== '' ? type : 'not set'),
    );
  }
  const done = condition(snapshot, 'Encrypted');
  if (done?.['status'] !== 'True') return declared;
  return known(
    {
      secrets: 'encrypted',
      providers: [type.toLowerCase()],
      detail: `encrypted by ${type}, as reported by the operator`,
    },
    request('encryption.type', type),
    {
      source: 'object',
      confidence: 'inferred',
      location: 'kubeapiserver.operator.openshift.io cluster',
      value: `Encrypted=True, ${typeof done['reason'] === 'string' ? done['reason'] : 'no reason given'}`,
    },
  );
}

/** The profile None leaves the flags unchanged and empties the policy: only the object, or metrics, show it. */
function operatorAudit(declared: Known<AuditState>, { spec }: CustomRecord): Known<AuditState> {
  const audit = objectOf(spec['audit']);
  const rules = audit?.['customRules'];
  if (audit?.['profile'] !== 'None' || (Array.isArray(rules) && rules.length > 0)) return declared;
  const observed = declared.known && declared.evidence.some(({ source }) => source === 'metrics');
  if (observed || (declared.known && declared.value !== 'on')) return declared;
  return known('drops-all', request('audit.profile', 'None'));
}

/** The control plane is hosted externally, as with ROSA HCP: its settings are the responsibility of its host. */
export function hostedControlPlane(snapshot: Snapshot): Evidence | undefined {
  const topology = config(snapshot, 'Infrastructure')?.status?.['controlPlaneTopology'];
  if (topology !== 'External') return undefined;
  return {
    source: 'object',
    confidence: 'observed',
    location: 'infrastructure.config.openshift.io cluster',
    value: 'controlPlaneTopology External',
  };
}

/** On another distribution a tool may have left it, without any effect. */
function apiServerObject(snapshot: Snapshot, { distribution }: ClusterFacts): CustomRecord | undefined {
  return distribution.known && distribution.value.id === 'openshift'
    ? config(snapshot, 'APIServer')
    : undefined;
}

function config({ records }: Snapshot, wanted: string): CustomRecord | undefined {
  return records.custom.find(
    ({ group, kind, name }) => group === 'config.openshift.io' && kind === wanted && name === 'cluster',
  );
}

function request(field: string, value: string): Evidence {
  return {
    source: 'object',
    confidence: 'inferred',
    location: 'apiserver.config.openshift.io cluster',
    value: `spec.${field}: ${value}`,
  };
}

/** A condition of the operator of the API servers. */
function condition({ records }: Snapshot, type: string): Record<string, unknown> | undefined {
  const operator = records.custom.find(
    ({ group, kind }) => group === 'operator.openshift.io' && kind === 'KubeAPIServer',
  );
  const list = operator?.status?.['conditions'];
  return Array.isArray(list) ? list.map(objectOf).find((item) => item?.['type'] === type) : undefined;
}
