import { getUrl, onControlPlaneHost, rerun } from '../../../shared/requirement.ts';
import type { Evidence, Known, UnknownReason } from '../../../shared/evidence.ts';
import { known, unknown } from '../../../shared/evidence.ts';
import { GET_METRICS } from '../../requirements.ts';
import type { ClusterFacts, EncryptionState, FlagAnswer } from '../../types.ts';
import type { ReplicaMetrics } from './replica-metrics.ts';
import { samples, reportsAbsence } from './replica-metrics.ts';
import {
  OPERATIONS,
  describe,
  isClear,
  isEncrypting,
  providerName,
  readsClear,
  secretPrefixes,
  secretSeries,
} from './encryption-metrics.ts';
import type { LiveServers } from './server-inventory.ts';
import { incompleteCoverage, uncoveredServers } from './coverage.ts';

const RELOADS = 'apiserver_encryption_config_controller_automatic_reloads_total';
const RELOADS_OLD = 'apiserver_encryption_config_controller_automatic_reload_success_total';
const CONFIG_INFO = 'apiserver_encryption_config_controller_last_config_info';

export interface EncryptionInput {
  cluster: ClusterFacts;
  flag: FlagAnswer;
  metrics: readonly ReplicaMetrics[];
  servers: LiveServers;
  /** At least one Secret exists, by any data source. */
  secretsExist: boolean;
  /** Names of the /readyz?verbose checks about encryption. */
  healthHints: readonly string[];
  whyUnknown: UnknownReason;
}

/**
 * Whether Secrets are encrypted in etcd. The order follows what each data source can prove: what the API server did with Secrets
 * (transformation metrics), then whether a configuration is set at all (flag), then absent metrics, then the provider's documentation. A
 * flag that is set proves nothing about Secrets: `identity` may come first, or Secrets may be omitted. Neither do read Secrets: only a
 * write shows how the next one is stored, and on that server alone.
 */
export function encryptionState(input: EncryptionInput): Known<EncryptionState> {
  const evaluated = input.metrics.flatMap((replica): EvaluatedReplica[] => {
    const found = byMetrics(replica, input);
    return found ? [{ ...found, instance: replica.instance }] : [];
  });
  const acted = evaluated.filter((one) => one.acted);
  const off = flagOff(input, acted);
  if (off.length > 0) {
    const agree = acted.every(({ state }) => state.secrets === 'clear');
    return known(
      {
        secrets: 'clear',
        providers: [],
        detail: `--encryption-provider-config is not set${agree ? '' : '; the API servers differ'}`,
      },
      ...off,
      ...acted.map(({ evidence }) => evidence),
    );
  }
  if (evaluated.length > 0) return partialCoverage(evaluated, input) ?? worst(evaluated);
  const unwritten = input.metrics.filter(readsOnly);
  if (unwritten.length > 0) return notWritten(unwritten);
  return byProvider(input.cluster) ?? notKnown(input);
}

/**
 * The unknown for servers without an observed write of a Secret; undefined when there is none, or when a fault is found already. Their
 * flags do not decide it.
 */
function partialCoverage(
  evaluated: readonly EvaluatedReplica[],
  { servers, metrics }: EncryptionInput,
): Known<EncryptionState> | undefined {
  if (evaluated.some(({ state }) => state.secrets !== 'encrypted')) return undefined;
  const unwritten = metrics.filter(readsOnly);
  if (unwritten.length > 0) return notWritten(unwritten);
  const reloaded = metrics.filter((replica) => reloads(replica) > 0);
  if (reloaded.length > 0) return readAnew(reloaded);
  return incompleteCoverage(
    servers,
    { metrics: evaluated },
    {
      others: 'the other API servers encrypt Secrets',
      requires: [getUrl('/metrics', 'of every API server')],
    },
  );
}

/** It read encrypted Secrets and has written none since its start. */
function readsOnly(replica: ReplicaMetrics): boolean {
  const { written, read } = secretPrefixes(secretSeries(replica));
  return written.size === 0 && [...read].some(isEncrypting) && !readsClear(read);
}

function notWritten(replicas: readonly ReplicaMetrics[]): Known<EncryptionState> {
  const names = replicas.map(({ instance }) => instance).join(', ');
  return unknown(
    `${names} wrote no Secret since its start: the Secrets it read are encrypted, but encryption of new writes is unknown`,
    rerun('run again after a Secret was written on every API server'),
  );
}

/** How often it reloaded a changed configuration (--encryption-provider-config-automatic-reload). */
function reloads(replica: ReplicaMetrics): number {
  const counted = [
    ...samples(replica, RELOADS).filter(({ labels }) => labels['status'] === 'success'),
    // The former name of the metric, without the failures.
    ...samples(replica, RELOADS_OLD),
  ];
  return Math.max(0, ...counted.map(({ value }) => value));
}

function readAnew(replicas: readonly ReplicaMetrics[]): Known<EncryptionState> {
  const names = replicas.map(({ instance }) => instance).join(', ');
  return unknown(
    `${names} reloaded its encryption configuration: encrypted writes can date from before the change`,
    onControlPlaneHost(
      'check the --encryption-provider-config file on every control plane node: the first provider for secrets must encrypt',
    ),
  );
}

interface Evaluated {
  state: EncryptionState;
  evidence: Evidence;
  /** By the server's transformations of Secrets, not by absent data. */
  acted?: true;
}

type EvaluatedReplica = Evaluated & { instance: string };

/** Servers without a configuration, except those with observed transformations of Secrets. */
function flagOff({ flag, servers }: EncryptionInput, acted: readonly EvaluatedReplica[]): Evidence[] {
  if (!flag.known) return [];
  const off = flag.observations.filter(({ value }) => value === '');
  const left = uncoveredServers(servers, { metrics: acted }).names;
  return off.filter(({ instance }) => left.includes(instance)).map(({ evidence }) => evidence);
}

function byMetrics(
  replica: ReplicaMetrics,
  { cluster, flag, servers, secretsExist }: EncryptionInput,
): Evaluated | undefined {
  if (!replica.complete) return undefined;
  const minor = cluster.minor.known ? cluster.minor.value : undefined;
  const all = samples(replica, OPERATIONS).filter(
    ({ labels, value }) => labels['status'] === 'OK' && value > 0,
  );
  // Up to 1.31 the series have no label for the resource.
  if (all.length > 0 && !all.some(({ labels }) => labels['resource'])) return undefined;
  const secrets = secretSeries(replica);
  if (secrets.length > 0) return bySecretSeries(replica, secrets);
  // Only failures: a configuration is loaded, and its effect is unknown.
  if (samples(replica, OPERATIONS).some(({ labels }) => labels['resource'] === 'secrets')) return undefined;
  if (!reportsAbsence(replica, OPERATIONS)) return undefined;
  const elsewhere = [...new Set(all.map(({ labels }) => labels['resource'] ?? ''))].sort();
  if (!secretsExist) return undefined;
  const loaded = samples(replica, CONFIG_INFO).length > 0;
  const given =
    flag.known &&
    flag.observations.some(
      ({ instance, value }) =>
        value !== '' && (instance === replica.instance || !servers.names.includes(replica.instance)),
    );
  const configured = given || loaded;
  const detail =
    elsewhere.length > 0 || configured
      ? `the encryption configuration does not include Secrets${elsewhere.length > 0 ? ` (it covers ${elsewhere.join(', ')})` : ''}`
      : 'no encryption configuration is loaded';
  const managed = cluster.managed.known && cluster.managed.value;
  if (managed || minor === undefined || minor < 32) return undefined;
  // A server with insufficient uptime may not have processed a Secret yet, unless it transformed other values already: it reads all
  // Secrets when it starts. From 1.34 on, metrics show from the start that it has no configuration.
  const untouched = configured && elsewhere.length === 0;
  if (replica.insufficientUptime && (untouched || minor < 34)) return undefined;
  return {
    state: { secrets: 'clear', providers: [], detail },
    evidence: evidence(replica, `no ${OPERATIONS} series for secrets`),
  };
}

/** Undefined where the series name neither a provider nor plain text, and where nothing was written: that proves nothing. */
function bySecretSeries(replica: ReplicaMetrics, series: ReturnType<typeof samples>): Evaluated | undefined {
  const { written, read } = secretPrefixes(series);
  const providers = [...new Set([...written, ...read])].filter(isEncrypting).map(providerName).sort();
  const writesEncrypted = [...written].some(isEncrypting);
  const shown = `secrets: written ${describe(written)}, read ${describe(read)}`;
  const evaluated = (secrets: EncryptionState['secrets'], detail: string): Evaluated => ({
    state: { secrets, providers, detail },
    evidence: evidence(replica, shown),
    acted: true,
  });
  if ([...written].some(isClear))
    return evaluated('clear', 'the identity provider is first: new Secrets are written unencrypted');
  if (readsClear(read))
    return writesEncrypted || [...read].some(isEncrypting)
      ? evaluated('mixed', 'some Secrets were stored before encryption was enabled and are still unencrypted')
      : evaluated('clear', 'the Secrets that were read are unencrypted');
  return writesEncrypted ? evaluated('encrypted', `encrypted by ${providers.join(', ')}`) : undefined;
}

const RANK = { clear: 0, mixed: 1, encrypted: 2 } as const;

function worst(evaluated: readonly Evaluated[]): Known<EncryptionState> {
  const sorted = [...evaluated].sort((a, b) => RANK[a.state.secrets] - RANK[b.state.secrets]);
  const first = sorted[0];
  if (!first) return unknown('no API server was evaluated');
  const disagree = sorted.some(({ state }) => state.secrets !== first.state.secrets);
  const detail = disagree ? `${first.state.detail}; the API servers differ` : first.state.detail;
  return known({ ...first.state, detail }, ...sorted.map(({ evidence: item }) => item));
}

function evidence(replica: ReplicaMetrics, value: string): Evidence {
  return { source: 'metrics', confidence: 'observed', location: replica.source, value };
}

/** EKS envelope-encrypts all API data with KMS v2 from 1.28 on (EKS user guide, "envelope encryption"; read 2026-11). */
function byProvider(cluster: ClusterFacts): Known<EncryptionState> | undefined {
  if (!cluster.distribution.known || !cluster.minor.known) return undefined;
  if (cluster.distribution.value.id !== 'eks' || cluster.minor.value < 28) return undefined;
  return known(
    {
      secrets: 'encrypted',
      providers: ['kms v2'],
      detail: 'EKS documents KMS v2 envelope encryption of all API data since 1.28',
    },
    {
      source: 'provider',
      confidence: 'documented',
      location: 'Amazon EKS user guide',
      value: 'default envelope encryption, 1.28+',
    },
  );
}

function notKnown({ flag, whyUnknown, healthHints }: EncryptionInput): Known<EncryptionState> {
  if (flag.known) {
    const hint = healthHints.length > 0 ? ` (/readyz names ${healthHints.join(', ')})` : '';
    return unknown(
      `--encryption-provider-config is set, but its file is not observable${hint}; only /metrics reports the provider of Secrets`,
      GET_METRICS,
    );
  }
  return unknown(whyUnknown.reason, ...whyUnknown.requires);
}
