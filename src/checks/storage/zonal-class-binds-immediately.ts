import { inTreeProvisioners, storageProvisioners } from '../../data/storage-provisioners.ts';
import type { NodeFacts } from '../../model/types.ts';
import type { StorageClassRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { classEvidence, classRef, orPass } from '../helpers/storage.ts';
import { zoneOf } from '../helpers/zones.ts';

export default defineCheck({
  id: 'storage/zonal-class-binds-immediately',
  title: 'Zonal StorageClass with immediate binding',
  control: 'Volume binding mode',
  severity: 'low',
  why: 'The volume is created in a zone before the Pod is scheduled. The Pod stays pending if no node of that zone satisfies its other requirements.',
  remediation:
    'Create a StorageClass with `volumeBindingMode: WaitForFirstConsumer` (the field is immutable), or limit `allowedTopologies` to one zone.',
  references: ['volume-binding-mode'],
  needs: ['storage', 'nodes'],
  *run({ storage, nodes }): Iterable<Finding> {
    const zonal = storage.classes.filter(isZonal);
    const zones = zonesOf(nodes);
    const findings =
      zones.length < 2
        ? []
        : zonal
            .filter(
              ({ bindingMode = 'Immediate', topologies = [] }) =>
                bindingMode === 'Immediate' && !isOneZone(topologies),
            )
            .map((one): Finding => ({
              verdict: 'fail',
              at: classRef(one),
              message: `volumeBindingMode is Immediate; nodes are in the zones ${zones.join(', ')}`,
              evidence: [classEvidence(one)],
            }));
    yield* orPass(findings, zonal.length, {
      none: 'no StorageClass that is known to provision volumes of one zone',
      pass: 'no zonal StorageClass with immediate binding in a cluster of several zones',
      source: 'storageclasses',
    });
  },
});

function isZonal({ provisioner, parameters }: StorageClassRecord): boolean {
  const driver = inTreeProvisioners[provisioner]?.driver ?? provisioner;
  // Regional disks are in several zones.
  const regional = Object.values(parameters).some((value) => /^regional-|_ZRS$/i.test(value));
  return (
    Object.hasOwn(storageProvisioners, driver) && storageProvisioners[driver]?.zonal === true && !regional
  );
}

function isOneZone(topologies: NonNullable<StorageClassRecord['topologies']>): boolean {
  const zones = new Set(
    topologies.flatMap(({ expressions }) =>
      expressions.filter(({ key }) => key.endsWith('zone')).flatMap(({ values }) => values),
    ),
  );
  return zones.size === 1;
}

function zonesOf(nodes: readonly NodeFacts[]): string[] {
  return [...new Set(nodes.flatMap((node) => zoneOf(node) ?? []))].sort();
}
