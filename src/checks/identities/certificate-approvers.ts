import type { Severity } from '../../result/types.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { CertificateAct } from '../helpers/certificate-permissions.ts';
import {
  COMPLETE,
  subjectsWith,
  partialReader,
  isBootstrap,
  isKubernetesSigner,
  partialIssuing,
  issuesClientCertificates,
  partialNodeRequest,
} from '../helpers/certificate-permissions.ts';
import { isFail, keyOf, oneEach } from '../helpers/merge.ts';
import { evaluatePermission } from '../helpers/permissions.ts';

interface Act extends CertificateAct {
  /** Words that follow `may`. */
  may: string;
  severity: Severity;
}

const APPROVE = { partial: partialReader('approve', 'approval') };

const CLIENTS: Act = {
  ...APPROVE,
  covers: issuesClientCertificates,
  may: 'approve CertificateSigningRequests for client certificates of kube-apiserver',
  severity: 'high',
};

const NODES: Act = {
  partial: partialNodeRequest,
  isExempt: isBootstrap,
  covers: () => true,
  may: 'obtain the client certificate of any node: kube-controller-manager approves its requests automatically',
  severity: 'high',
};

const OTHERS: Act = {
  ...APPROVE,
  covers: (signer, minor) => !issuesClientCertificates(signer, minor),
  may: 'approve CertificateSigningRequests of signers that do not issue client certificates of kube-apiserver',
  severity: 'low',
};

const SIGN: Act = {
  partial: partialIssuing,
  covers: isKubernetesSigner,
  may: 'issue arbitrary certificates for CertificateSigningRequests of Kubernetes signers',
  severity: 'medium',
};

export default defineCheck({
  id: 'identities/certificate-approvers',
  title: 'Permission to approve CertificateSigningRequests granted',
  control: 'Permission to approve CertificateSigningRequests',
  severity: 'high',
  why: 'An approved request yields a client certificate with the requested user or group, which cannot be revoked before it expires. An attacker with this permission can impersonate a node or another user.',
  remediation:
    'Restrict approval to kube-controller-manager and the approver for kubelet serving certificates. Limit the approver to its signer by `resourceNames`.',
  references: ['CIS 5.1.11', 'T1649', 'K02', 'rbac-good-practices'],
  peerChecks: [232, 233],
  needs: ['rbac'],
  uses: ['controlPlane', 'cluster', 'trust'],
  *run(parts): Iterable<Finding> {
    const clients = evaluated(parts, CLIENTS);
    const worse = new Set(clients.filter(isFail).map(({ at }) => keyOf(at)));
    const others = evaluated(parts, OTHERS).filter(
      (finding) => !isFail(finding) || !worse.has(keyOf(finding.at)),
    );
    const found = oneEach([...clients, ...evaluated(parts, NODES), ...others, ...evaluated(parts, SIGN)]);
    yield* found.length > 0 ? found : clients;
  },
});

type Parts = Pick<CheckParts, 'rbac' | 'controlPlane' | 'cluster' | 'trust'>;

function evaluated(parts: Parts, act: Act): Finding[] {
  const { rbac, cluster } = parts;
  const doers = subjectsWith(rbac, act, cluster.minor.known ? cluster.minor.value : undefined);
  const found = evaluatePermission(
    { ...parts, rbac: doers.rbac },
    { requests: [COMPLETE], reach: 'everywhere', may: act.may, severity: act.severity },
  );
  return [...found].map((finding) =>
    isFail(finding)
      ? { ...finding, evidence: [...finding.evidence, ...(doers.evidence.get(keyOf(finding.at)) ?? [])] }
      : finding,
  );
}
