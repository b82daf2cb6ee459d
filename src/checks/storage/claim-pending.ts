import type { ClaimFacts, CsiFacts, NodeFacts, StorageFacts } from '../../model/types.ts';
import { placeClaims } from '../../model/storage/placement.ts';
import { listAll, RUN_LATER } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { claimEvidence, claimRef, orPass } from '../helpers/storage.ts';

export default defineCheck({
  id: 'storage/claim-pending',
  title: 'PersistentVolumeClaim pending, not bound',
  control: 'PersistentVolumeClaim binding',
  severity: 'medium',
  why: 'Pods that use the claim do not start until it is bound to a PersistentVolume.',
  remediation:
    'Correct the field that the message names: the StorageClass, the requested volume, or the provisioner. `kubectl describe pvc NAME` prints the events of the controllers.',
  references: ['persistent-volumes'],
  peerChecks: [163],
  needs: ['claims'],
  uses: ['storage', 'nodes', 'cluster', 'csi'],
  passNeeds: ['pods', 'nodes'],
  *run({ claims, storage, nodes, cluster, csi }): Iterable<Finding> {
    const findings = claims
      .filter(({ record }) => record.phase === 'Pending' && !record.deleting)
      .flatMap((claim) => evaluate(claim, { storage, nodes, csi, takenAt: cluster.takenAt }));
    yield* orPass(findings, claims.length, {
      none: 'no PersistentVolumeClaim',
      pass: 'no PersistentVolumeClaim with a consumer is Pending',
      source: 'persistentvolumeclaims',
    });
  },
});

interface Around {
  storage: StorageFacts;
  nodes: readonly NodeFacts[];
  csi: CsiFacts;
  takenAt: Date;
}

/** A provisioner usually needs seconds, and minutes for file systems of a cloud. */
const USUAL_MS = 10 * 60_000;

function evaluate(claim: ClaimFacts, { storage, nodes, csi, takenAt }: Around): Finding[] {
  const { record, binding, pods } = claim;
  const at = claimRef(record);
  const evidence = [claimEvidence(claim)];
  switch (binding.state) {
    case 'pending':
      // A CSIDriver is optional: a driver that nodes register provisions without one.
      if (binding.cause === 'driver-missing' && !csi.complete)
        return [
          {
            verdict: 'unknown',
            at,
            message: `${binding.reason}; CSINodes, which list the drivers of nodes, were not collected`,
            requires: [listAll('csinodes.storage.k8s.io')],
            evidence,
          },
        ];
      if (binding.cause === 'driver-missing' && isRegistered(claim.driver, csi))
        return [provisioning(claim, claim.driver ?? '', takenAt)];
      return [failed(claim, binding.cause, binding.reason)];
    case 'waits': {
      // Without a pod it waits by design.
      if (pods.length === 0 || nodes.length === 0) return [];
      const place = placeClaims([claim], storage, nodes);
      return place.state === 'blocked' ? [failed(claim, 'no-node', place.reason)] : [];
    }
    case 'provisions':
      return [provisioning(claim, binding.provisioner, takenAt)];
    case 'binds':
      return [later(claim, `PersistentVolume ${binding.volumes[0] ?? ''} matches and is not bound yet`)];
    default:
      return [];
  }
}

function isRegistered(driver: string | undefined, { nodes }: CsiFacts): boolean {
  return driver !== undefined && [...nodes.values()].some((drivers) => drivers.includes(driver));
}

function provisioning(claim: ClaimFacts, provisioner: string, takenAt: Date): Finding {
  const { created } = claim.record;
  const age = created === undefined ? 0 : takenAt.getTime() - Date.parse(created);
  if (age <= USUAL_MS) return later(claim, `provisioner ${provisioner} may not have finished`);
  return failed(claim, 'not-provisioned', `provisioner ${provisioner} has not created a volume`);
}

function failed(claim: ClaimFacts, cause: string, message: string): Finding {
  return {
    verdict: 'fail',
    at: claimRef(claim.record),
    detail: cause,
    restsOn: cause === 'no-node' ? ['storage', 'nodes'] : ['storage'],
    message,
    evidence: [claimEvidence(claim)],
  };
}

function later(claim: ClaimFacts, message: string): Finding {
  return {
    verdict: 'unknown',
    at: claimRef(claim.record),
    message,
    requires: [RUN_LATER],
    evidence: [claimEvidence(claim)],
  };
}
