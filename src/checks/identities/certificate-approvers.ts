import type { Severity } from '../../result/types.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { CertificateAct } from '../helpers/certificate-permissions.ts';
import {
  COMPLETE,
  doersOf,
  halvesReader,
  isBootstrap,
  leadsIn,
  nodeRequestHalves,
} from '../helpers/certificate-permissions.ts';
import { isFail, keyOf, oneEach } from '../helpers/merge.ts';
import { judgeRight } from '../helpers/rights.ts';

interface Act extends CertificateAct {
  /** Words that follow `may`. */
  may: string;
  severity: Severity;
}

const APPROVE = { halves: halvesReader('approve', 'approval') };

const CLIENTS: Act = {
  ...APPROVE,
  covers: leadsIn,
  may: 'approve requests for certificates that authenticate to the API server',
  severity: 'high',
};

const NODES: Act = {
  halves: nodeRequestHalves,
  isExcused: isBootstrap,
  covers: () => true,
  may: 'become any node: the controller manager approves its requests for certificates of nodes by itself',
  severity: 'high',
};

const OTHERS: Act = {
  ...APPROVE,
  covers: (signer, minor) => !leadsIn(signer, minor),
  may: 'approve requests to signers whose certificates do not authenticate to the API server',
  severity: 'low',
};

const SIGN: Act = {
  halves: halvesReader('sign', 'status'),
  // A signer of somebody's own domain is there to sign its requests.
  covers: (signer) => signer === '*' || signer.startsWith('kubernetes.io/'),
  may: 'put certificates of its choice into requests to signers of Kubernetes',
  severity: 'medium',
};

export default defineCheck({
  id: 'identities/certificate-approvers',
  title: 'An identity may approve certificate requests',
  severity: 'high',
  why: 'An approved request becomes a certificate that the API server trusts, in the name that was asked for, and nobody can take it back before it expires. An attacker who may approve becomes a node or another user.',
  fix: 'Leave approval to the controller manager and to the approver that the cluster was given for kubelet serving certificates, limited to its signer by resourceNames.',
  references: ['CIS 5.1.11', 'T1649', 'K02', 'rbac-good-practices'],
  peerChecks: [232, 233],
  needs: ['rbac'],
  uses: ['controlPlane', 'cluster', 'trust'],
  *run(parts): Iterable<Finding> {
    const clients = judged(parts, CLIENTS);
    const worse = new Set(clients.filter(isFail).map(({ at }) => keyOf(at)));
    const others = judged(parts, OTHERS).filter(
      (finding) => !isFail(finding) || !worse.has(keyOf(finding.at)),
    );
    const found = oneEach([...clients, ...judged(parts, NODES), ...others, ...judged(parts, SIGN)]);
    yield* found.length > 0 ? found : clients;
  },
});

type Parts = Pick<CheckParts, 'rbac' | 'controlPlane' | 'cluster' | 'trust'>;

function judged(parts: Parts, act: Act): Finding[] {
  const { rbac, cluster } = parts;
  const doers = doersOf(rbac, act, cluster.minor.known ? cluster.minor.value : undefined);
  const found = judgeRight(
    { ...parts, rbac: doers.rbac },
    { requests: [COMPLETE], reach: 'everywhere', may: act.may, severity: act.severity },
  );
  return [...found].map((finding) =>
    isFail(finding)
      ? { ...finding, evidence: [...finding.evidence, ...(doers.evidence.get(keyOf(finding.at)) ?? [])] }
      : finding,
  );
}
