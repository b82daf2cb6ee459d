/** The shapes of everything in a snapshot file, and the JSON schema that is published from them. */
import type { RecordKind, RecordTypes } from './records/index.ts';
import * as certificate from './schema/certificate.ts';
import * as cluster from './schema/cluster.ts';
import * as core from './schema/core.ts';
import { endShape, headerShape, outcomeShape, SNAPSHOT_VERSION } from './schema/file.ts';
import { kubelet } from './schema/kubelet.ts';
import { networkPolicy } from './schema/policy.ts';
import * as server from './schema/server.ts';
import type { JsonSchema, Shape } from './schema/shape.ts';

/** One shape a record kind. */
export const recordShapes: { readonly [K in RecordKind]: Shape<RecordTypes[K]> } = {
  pod: core.pod,
  node: core.node,
  kubelet,
  namespace: core.namespace,
  workload: core.workload,
  service: core.service,
  endpointSlice: core.endpointSlice,
  serviceAccount: core.serviceAccount,
  secret: core.secret,
  configMap: core.configMap,
  lease: core.lease,
  ingress: cluster.ingress,
  class: cluster.classRecord,
  gateway: cluster.gateway,
  route: cluster.route,
  networkPolicy,
  role: cluster.role,
  binding: cluster.binding,
  storageClass: cluster.storageClass,
  persistentVolume: cluster.persistentVolume,
  persistentVolumeClaim: cluster.persistentVolumeClaim,
  csiDriver: cluster.csiDriver,
  crd: cluster.crd,
  apiService: cluster.apiService,
  webhook: cluster.webhook,
  custom: cluster.custom,
  envoyBootstrap: cluster.envoyBootstrap,
  certificate: certificate.certificate,
  signingRequest: certificate.signingRequest,
  flagz: server.flagz,
  metrics: server.metrics,
  health: server.health,
  version: server.version,
  probe: server.probe,
  endpoint: server.endpoint,
  client: server.client,
  discovery: server.discovery,
  identity: server.identity,
  right: server.right,
  openid: server.openid,
};

/** JSON schema (2020-12) of one line of a snapshot file; the file is a sequence of such lines. */
export function snapshotJsonSchema(): JsonSchema {
  const definitions: Record<string, unknown> = {
    header: headerShape.schema,
    outcome: outcomeShape.schema,
    end: endShape.schema,
  };
  const line = (type: string): JsonSchema => ({
    type: 'object',
    required: ['t', 'd'],
    properties: { t: { const: type }, d: { $ref: `#/$defs/${type}` } },
  });
  for (const [kind, shape] of Object.entries(recordShapes)) definitions[kind] = shape.schema;
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `archmap snapshot, version ${SNAPSHOT_VERSION}: one line of the file`,
    description:
      'A snapshot is a gzip file of one JSON document per line: the header, one line a record (kinds in fixed order), one ' +
      'line a collector outcome, and a closing line with counts. Readers ignore unknown record kinds and fields.',
    oneOf: [{ $ref: '#/$defs/header' }, ...Object.keys(recordShapes).map(line), line('outcome'), line('end')],
    $defs: definitions,
  };
}
