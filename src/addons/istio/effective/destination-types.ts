/** DestinationRules and what clients do by them. */
import type { CustomRecord, StringMap } from '../../../snapshot/records/index.ts';

export type ClientTlsMode = 'DISABLE' | 'SIMPLE' | 'MUTUAL' | 'ISTIO_MUTUAL';

export interface ClientTls {
  mode: ClientTlsMode;
  insecureSkipVerify: boolean;
  caCertificates?: string;
  credentialName?: string;
  subjectAltNames: readonly string[];
}

export interface TrafficPolicy {
  tls?: ClientTls;
  /** By port of the Service; a port without `tls` has none, whatever the rule says. */
  ports: ReadonlyMap<number, ClientTls | undefined>;
}

export interface DestinationRuleFacts {
  record: CustomRecord;
  namespace: string;
  name: string;
  /** With the domain of the cluster: short names are those of the rule's namespace. */
  host: string;
  exportTo: readonly string[];
  /** Client workloads that it applies to; absent = all. */
  workloadSelector?: StringMap;
  policy: TrafficPolicy;
  subsets: readonly { name: string; policy: TrafficPolicy }[];
  problem?: string;
}

/** A client proxy; without labels, one that no `workloadSelector` selects. */
export interface Client {
  namespace: string;
  labels?: StringMap;
}

/** A host of the mesh: `name.namespace.svc.domain`, or one of a ServiceEntry. */
export interface Host {
  name: string;
  /** Of the Service or ServiceEntry. */
  namespace: string;
}

/** TLS that clients use for one port of a host, by subset; `tls` absent: mutual TLS is chosen automatically. */
export interface ConnectionFacts {
  rule: DestinationRuleFacts;
  subset?: string;
  tls?: ClientTls;
}

/** How clients connect, by the rules that count for them. */
export interface ClientRules {
  connections: (client: Client, host: Host, port: number) => readonly ConnectionFacts[];
}
