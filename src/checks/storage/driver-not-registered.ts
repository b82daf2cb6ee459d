import type { ClaimFacts, CsiFacts, NodeFacts } from '../../model/types.ts';
import { isCsiProvisioner } from '../../data/storage-provisioners.ts';
import { groupBy } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import { listAll } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed } from '../helpers/objects.ts';
import { claimEvidence, claimName, orPass } from '../helpers/storage.ts';

export default defineCheck({
  id: 'storage/driver-not-registered',
  title: 'CSI driver not registered on nodes',
  control: 'CSI drivers of nodes',
  severity: 'medium',
  why: 'A node without the node plugin of the driver cannot mount its volumes. Pods with such a volume do not start there.',
  remediation:
    'Install the driver, or repair its DaemonSet: `kubectl get csinode NAME -o yaml` lists the registered drivers of a node.',
  references: ['csi-volumes'],
  peerChecks: [173],
  needs: ['claims', 'storage'],
  uses: ['csi', 'nodes'],
  passNeeds: ['pods', 'nodes'],
  *run({ claims, storage, csi, nodes }): Iterable<Finding> {
    const installed = new Set(storage.drivers.map(({ name }) => name));
    const used = groupBy(
      claims.filter(({ volume, driver = '' }) => volume?.type === 'csi' || isCsiProvisioner(driver)),
      ({ driver }) => driver ?? '',
    );
    const findings = [...used].flatMap(([driver, own]) => {
      const found = evaluate(driver, own, { csi, nodes, installed: installed.has(driver) });
      return found ? [found] : [];
    });
    yield* orPass(findings, used.size, {
      none: 'no claim of a CSI driver',
      pass: 'the CSI drivers of all claims are registered on the nodes of their Pods',
      source: 'csinodes',
    });
  },
});

interface Around {
  csi: CsiFacts;
  nodes: readonly NodeFacts[];
  installed: boolean;
}

function evaluate(
  driver: string,
  claims: readonly ClaimFacts[],
  { csi, nodes, installed }: Around,
): Finding | undefined {
  const evidence = few(claims, claimEvidence);
  const names = listed(claims.map(claimName));
  const at = { kind: 'CSIDriver', name: driver };
  if (!csi.complete)
    return {
      verdict: 'unknown',
      at,
      message: installed
        ? 'CSINodes were not collected'
        : 'no CSIDriver with this name, and CSINodes were not collected',
      requires: [listAll('csinodes.storage.k8s.io')],
      evidence,
    };
  const on = new Set([...csi.nodes].filter(([, drivers]) => drivers.includes(driver)).map(([node]) => node));
  if (on.size === 0 && csi.nodes.size > 0)
    return {
      verdict: 'fail',
      at,
      detail: 'nowhere',
      restsOn: ['csinodes'],
      message: `registered on none of ${plural(csi.nodes.size, 'node')}${installed ? '' : ', and no CSIDriver with this name exists'}; used by the claims ${names}`,
      evidence,
    };
  const real = new Set(
    nodes.filter(({ virtual, invented }) => !virtual && !invented).map(({ name }) => name),
  );
  const missing = claims
    .flatMap(({ pods }) => pods)
    .flatMap(({ node }) =>
      node !== undefined && real.has(node) && csi.nodes.has(node) && !on.has(node) ? [node] : [],
    );
  if (missing.length === 0) return undefined;
  return {
    verdict: 'fail',
    at,
    detail: 'nodes',
    restsOn: ['csinodes'],
    message: `not registered on ${listed([...new Set(missing)].sort())}, where Pods with the claims ${names} run`,
    evidence,
  };
}
