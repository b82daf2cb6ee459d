import { loadAll } from 'js-yaml';
import { checkParts } from '../../src/checks/parts.ts';
import type { CheckDefinition } from '../../src/checks/define.ts';
import { catalogue } from '../../src/checks/index.ts';
import { severityRangeOf } from '../../src/checks/severity-ranges.ts';
import { runChecks } from '../../src/checks/run.ts';
import { buildModel } from '../../src/model/build.ts';
import { atLeast } from '../../src/result/sort.ts';
import type { Verdict } from '../../src/result/types.ts';
import {
  createMetricsParser,
  createProjector,
  createSnapshotBuilder,
  eachRecord,
  parseConfigz,
} from '../../src/snapshot/index.ts';
import type { SnapshotBuilder } from '../../src/snapshot/index.ts';
import type {
  CertificateRecord,
  CertificateUse,
  ClientRecord,
  IdentityRecord,
  KubeletRecord,
  RecordKind,
} from '../../src/snapshot/records/index.ts';
import type { CollectorId, OutcomeStatus, Snapshot } from '../../src/snapshot/types.ts';
import { COLLECTOR_IDS, SNAPSHOT_FORMAT, SNAPSHOT_VERSION } from '../../src/snapshot/types.ts';

const ALWAYS = 'apiserver_audit_event_total 0\napiserver_storage_data_key_generation_failures_total 0\n';

/** The first document of an example, `apiVersion: archmap.io/v1, kind: Evidence`: data that no manifest can contain. */
export interface EvidenceDocument {
  /** Time of the snapshot; the model has no other clock. */
  takenAt?: string;
  source?: 'live' | 'files';
  /** Connection to the API server: its URL and the addresses of its name. */
  server?: string;
  addresses?: readonly string[];
  viaProxy?: boolean;
  /** Names in the certificate of the API server, in Node's format: `DNS:api.example.com`, `IP Address:10.0.0.1`. */
  certificate?: readonly string[];
  /** gitVersion of `/version`. */
  version?: string;
  /** Emulation version in `/version`: `1.36`. */
  emulation?: string;
  /** `/flagz` of one API server, or of several by the hash of their identity. */
  flags?: Record<string, string> | readonly { instance?: string; flags: Record<string, string> }[];
  /** `/metrics` as text, one for each API server. */
  metrics?: string | readonly string[];
  /** Unauthenticated requests: path -> status; 403 is the answer to system:anonymous. */
  probe?: Record<string, number>;
  /** Path -> check -> ok. */
  health?: Record<string, Record<string, boolean>>;
  /** Facts of certificates; defaults are those of a sound one. */
  certificates?: readonly (Partial<CertificateRecord> & { use: CertificateUse })[];
  /** Names of which front proxies must have one; with client or front-proxy CAs only. */
  frontProxyNames?: readonly string[];
  /** The user's connection; defaults are sound. */
  client?: Partial<ClientRecord>;
  identity?: IdentityRecord;
  /** Responses of kubelets through the node proxy, by node: KubeletConfiguration as in /configz, flags, static pods. */
  kubelets?: Record<
    string,
    { config?: object; flags?: Record<string, string>; staticPods?: KubeletRecord['staticPods'] }
  >;
  'permission-denied'?: readonly CollectorId[];
  partial?: readonly CollectorId[];
  unavailable?: readonly CollectorId[];
  'collection-failed'?: readonly CollectorId[];
}

/** The lease of one API server, which defines their number; a document and the line that ends it. */
export const API_SERVER_LEASE = `apiVersion: coordination.k8s.io/v1
kind: Lease
metadata:
  namespace: kube-system
  name: apiserver-c6n7t3
  labels: { apiserver.kubernetes.io/identity: kube-apiserver, kubernetes.io/hostname: cp-1 }
spec: { holderIdentity: apiserver-c6n7t3, renewTime: '2026-11-23T23:59:55.000000Z' }
---`;

/** Data that a manifest cannot contain: unavailable unless the evidence document contains it. */
const SOURCES: readonly CollectorId[] = [
  'version',
  'endpoint',
  'probe',
  'health',
  'flagz',
  'metrics',
  'openid',
  'identity',
  'kubelets',
];

export interface Example {
  /** `fail`, `pass`, `unknown` or `not-applicable`. */
  expected: Verdict['verdict'];
  /** First comment line of the block, or the number of the block. */
  label: string;
  text: string;
}

/** The example blocks of a check page, in order. */
export function examplesOf(page: string): Example[] {
  return [...page.matchAll(/^```yaml (fail|pass|unknown|not-applicable)\n([\s\S]*?)^```$/gm)].map(
    ([, expected = '', text = ''], index) => ({
      expected: expected as Verdict['verdict'],
      label: /^# (.*)/.exec(text)?.[1] ?? `example ${index + 1}`,
      text,
    }),
  );
}

/** A snapshot in which every list is complete, except as given in the evidence document. Throws for an invalid manifest. */
export function exampleSnapshot(text: string): Snapshot {
  const documents = loadAll(text).filter((document) => document !== null && document !== undefined);
  const evidence: EvidenceDocument = isEvidence(documents[0]) ? (documents.shift() as EvidenceDocument) : {};
  const builder = createSnapshotBuilder();
  addSources(builder, evidence);
  addCertificates(builder, evidence);
  addClient(builder, evidence);
  addManifests(builder, documents);
  addOutcomes(builder, evidence);
  return builder.finish(
    {
      format: SNAPSHOT_FORMAT,
      schemaVersion: SNAPSHOT_VERSION,
      tool: 'example',
      takenAt: evidence.takenAt ?? '2026-11-24T00:00:00.000Z',
      source: evidence.source ?? 'live',
      ...(evidence.server && { server: evidence.server }),
    },
    'not given in the example',
  );
}

/** The check of this id. */
export function checkOf(id: string): CheckDefinition {
  const check = catalogue.find((candidate) => candidate.id === id);
  if (!check) throw new Error(`no check ${id}`);
  return check;
}

/** The verdicts of one check over a snapshot. */
export function evaluate(check: CheckDefinition, snapshot: Snapshot): Verdict[] {
  const model = buildModel(snapshot);
  const verdicts = runChecks([check], checkParts(model), model.outcome);
  for (const verdict of verdicts) demandRange(verdict);
  return verdicts;
}

/** Throws for a severity that `explain` does not list (`src/checks/severity-ranges.ts`). */
export function demandRange({ check: id, severity, verdict }: Verdict): void {
  const own = catalogue.find((check) => check.id === id)?.severity;
  // Custom rules are not in the catalogue.
  if (own === undefined) return;
  const { lowest, highest } = severityRangeOf(id) ?? { lowest: own, highest: own };
  if (verdict === 'fail' && !(atLeast(severity, lowest) && atLeast(highest, severity)))
    throw new Error(`${id} is ${severity}; src/checks/severity-ranges.ts has ${lowest} to ${highest}`);
}

function isEvidence(document: unknown): boolean {
  const { apiVersion, kind } = (document ?? {}) as { apiVersion?: unknown; kind?: unknown };
  return apiVersion === 'archmap.io/v1' && kind === 'Evidence';
}

function addManifests(builder: SnapshotBuilder, documents: readonly unknown[]): void {
  const projector = createProjector({ fromFiles: true });
  for (const document of documents) {
    const projected = projector.project(document);
    if (!projected) throw new Error(`archmap keeps nothing of ${JSON.stringify(document).slice(0, 120)}`);
    eachRecord(projected, ({ kind, record }) => builder.add(kind, record));
  }
}

function addSources(builder: SnapshotBuilder, evidence: EvidenceDocument): void {
  const {
    version,
    emulation,
    flags,
    metrics,
    probe,
    health,
    server,
    addresses = [],
    viaProxy = false,
    certificate,
  } = evidence;
  if (version)
    builder.add('version', { gitVersion: version, ...(emulation && { emulationVersion: emulation }) });
  const answers = Array.isArray(flags)
    ? (flags as { instance?: string; flags: Record<string, string> }[])
    : flags
      ? [{ flags: flags as Record<string, string> }]
      : [];
  for (const { instance, flags: values } of answers as {
    instance?: string;
    flags: Record<string, string>;
  }[]) {
    builder.add('flagz', {
      component: 'kube-apiserver',
      ...(instance && { instanceHash: instance }),
      flags: strings(values),
    });
  }
  for (const text of metrics === undefined ? [] : typeof metrics === 'string' ? [metrics] : metrics) {
    const parser = createMetricsParser();
    // Examples contain the relevant metric families; every server has these, and the last of them ends its response.
    parser.push(Buffer.from(`${ALWAYS}${text}\nworkqueue_work_duration_seconds_count 1\n`));
    builder.add('metrics', parser.finish(true));
  }
  for (const [path, status] of Object.entries(probe ?? {})) {
    builder.add('probe', { path, status, namedAnonymous: status === 403 });
  }
  for (const [path, checks] of Object.entries(health ?? {})) {
    const list = Object.entries(checks).map(([name, ok]) => ({ name, ok }));
    builder.add('health', { path, status: list.every(({ ok }) => ok) ? 200 : 500, checks: list });
  }
  for (const [name, { config, flags: line, staticPods }] of Object.entries(evidence.kubelets ?? {})) {
    const settings = config && parseConfigz({ kubeletconfig: config });
    builder.add('kubelet', {
      name,
      state: settings ? 'ok' : 'refused',
      problems: [],
      ...(settings && { config: settings }),
      ...(line && { flags: line }),
      ...(staticPods && { staticPods }),
    });
  }
  if (server)
    builder.add('endpoint', {
      server,
      host: new URL(server).hostname,
      addresses,
      viaProxy,
      insecureSkipTlsVerify: false,
      ...(certificate && { tls: { authorized: true, subjectAltNames: certificate } }),
    });
}

/** Default location of a certificate of this use. */
const PLACES: Readonly<
  Record<CertificateUse, Pick<CertificateRecord, 'holder' | 'namespace' | 'name' | 'part'>>
> = {
  serving: { holder: 'APIServer', name: 'api.example.com' },
  'client-ca': {
    holder: 'ConfigMap',
    namespace: 'kube-system',
    name: 'extension-apiserver-authentication',
    part: 'client-ca-file',
  },
  'front-proxy-ca': {
    holder: 'ConfigMap',
    namespace: 'kube-system',
    name: 'extension-apiserver-authentication',
    part: 'requestheader-client-ca-file',
  },
  'cluster-ca': { holder: 'ConfigMap', namespace: 'kube-system', name: 'kube-root-ca.crt', part: 'ca.crt' },
  'webhook-ca': { holder: 'ValidatingWebhookConfiguration', name: 'policy', part: 'policy.example.com' },
  'aggregated-ca': { holder: 'APIService', name: 'v1beta1.metrics.k8s.io' },
  'conversion-ca': { holder: 'CustomResourceDefinition', name: 'widgets.example.com' },
  'trust-bundle': { holder: 'ClusterTrustBundle', name: 'example' },
  issued: { holder: 'CertificateSigningRequest', name: 'csr-1' },
};

function addCertificates(
  builder: SnapshotBuilder,
  { certificates = [], frontProxyNames }: EvidenceDocument,
): void {
  certificates.forEach((given, position) => {
    const subject = given.subject ?? `CN=${given.use}`;
    builder.add('certificate', {
      ...PLACES[given.use],
      index: position,
      subject,
      issuer: given.use === 'serving' || given.use === 'issued' ? 'CN=kubernetes' : subject,
      names: [],
      notBefore: '2026-01-01T00:00:00.000Z',
      notAfter: '2036-01-01T00:00:00.000Z',
      keyType: 'rsa',
      keyBits: 2048,
      signature: 'sha256WithRSAEncryption',
      isCA: given.use !== 'serving' && given.use !== 'issued',
      fingerprint: `fingerprint of ${subject}`,
      keyFingerprint: `key of ${subject}`,
      ...given,
    });
  });
  const parts = new Set(certificates.map(({ use }) => PLACES[use].part));
  if (!parts.has('client-ca-file') && !parts.has('requestheader-client-ca-file') && !frontProxyNames) return;
  builder.add('configMap', {
    namespace: 'kube-system',
    name: 'extension-apiserver-authentication',
    data: {
      ...(parts.has('client-ca-file') && { 'client-ca-file': 'PEM' }),
      ...(parts.has('requestheader-client-ca-file') && { 'requestheader-client-ca-file': 'PEM' }),
      'requestheader-allowed-names': JSON.stringify(frontProxyNames ?? ['front-proxy-client']),
    },
  });
}

function addClient(builder: SnapshotBuilder, { client, identity }: EvidenceDocument): void {
  if (client)
    builder.add('client', {
      credential: 'exec example-login',
      plainHttp: false,
      insecureSkipTlsVerify: false,
      inCluster: false,
      ...client,
    });
  if (identity) builder.add('identity', identity);
}

/** YAML parses `true` and `3`; a flag's value is text. */
function strings(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

function addOutcomes(builder: SnapshotBuilder, evidence: EvidenceDocument): void {
  const given = new Set<CollectorId>();
  for (const [field, collector] of [
    ['version', 'version'],
    ['server', 'endpoint'],
    ['probe', 'probe'],
    ['health', 'health'],
    ['flags', 'flagz'],
    ['metrics', 'metrics'],
    ['client', 'endpoint'],
    ['identity', 'identity'],
    ['kubelets', 'kubelets'],
  ] as const) {
    if (evidence[field] !== undefined) given.add(collector);
  }
  if (evidence.certificates?.some(({ use }) => use === 'serving')) given.add('endpoint');
  for (const collector of COLLECTOR_IDS) {
    const isMissing = SOURCES.includes(collector) && !given.has(collector);
    builder.outcome({
      collector,
      status: isMissing ? 'unavailable' : 'ok',
      count: 0,
      ...(isMissing && { reason: 'not given in the example' }),
    });
  }
  for (const status of ['permission-denied', 'partial', 'unavailable', 'collection-failed'] as const) {
    for (const collector of evidence[status] ?? []) {
      if (!COLLECTOR_IDS.includes(collector)) throw new Error(`there is no collector ${collector}`);
      builder.outcome({ collector, status, count: 0, reason: status });
    }
  }
}

/** The same records with every outcome set to one status, for properties of all checks. */
export function withOutcomes(snapshot: Snapshot, status: OutcomeStatus): Snapshot {
  const keeps = status === 'ok' || status === 'partial';
  const builder = createSnapshotBuilder();
  if (keeps) {
    for (const [kind, records] of Object.entries(snapshot.records)) {
      for (const record of records as readonly never[]) builder.add(kind as RecordKind, record);
    }
  }
  for (const collector of COLLECTOR_IDS) builder.outcome({ collector, status, count: 0, reason: status });
  return builder.finish(snapshot.header, status);
}

/** The same records in the opposite order of arrival. */
export function reversed(snapshot: Snapshot): Snapshot {
  const records = Object.fromEntries(
    Object.entries(snapshot.records).map(([kind, list]) => [
      kind,
      [...(list as readonly unknown[])].reverse(),
    ]),
  ) as unknown as Snapshot['records'];
  return { ...snapshot, records };
}
