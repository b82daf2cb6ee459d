import { inTreeProvisioners } from '../../data/storage-provisioners.ts';
import type { InTreeFacts } from '../../data/storage-provisioners.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed } from '../helpers/objects.ts';
import { classEvidence, classRef, orPass, volumeEvidence } from '../helpers/storage.ts';

export default defineCheck({
  id: 'storage/provisioner-removed',
  title: 'In-tree storage plugin removed or deprecated',
  control: 'In-tree storage plugins',
  severity: 'medium',
  why: 'Kubernetes has removed its in-tree storage plugins. Claims of such a StorageClass stay pending, and volumes cannot be mounted, unless the CSI driver of the plugin is installed.',
  remediation:
    'Create a StorageClass with the CSI driver of the storage system and migrate the volumes. Install that driver first.',
  references: ['volume-plugins'],
  peerChecks: [169],
  needs: ['storage'],
  uses: ['cluster'],
  *run({ storage, cluster }): Iterable<Finding> {
    const minor = cluster.minor.known ? cluster.minor.value : undefined;
    const drivers = new Set(storage.drivers.map(({ name }) => name));
    const ofClasses = storage.classes.flatMap((one): Finding[] => {
      const facts = inTreeProvisioners[one.provisioner];
      if (facts === undefined) return [];
      const state = stateOf(facts, drivers, minor);
      return [
        {
          verdict: 'fail',
          at: classRef(one),
          severity: state.works ? 'low' : 'medium',
          message: `provisioner ${one.provisioner} is ${state.text}`,
          ...(state.works ? {} : { restsOn: ['storage'] as const }),
          evidence: [classEvidence(one)],
        },
      ];
    });
    const ofVolumes = Object.values(inTreeProvisioners).flatMap((facts): Finding[] => {
      const own = storage.volumes.filter(({ type }) => type === facts.source);
      if (own.length === 0) return [];
      const state = stateOf(facts, drivers, minor);
      return [
        {
          verdict: 'fail',
          detail: facts.source,
          severity: state.works ? 'low' : 'medium',
          message: `PersistentVolumes ${listed(own.map(({ name }) => name))}: source ${facts.source} is ${state.text}`,
          evidence: few(own, volumeEvidence),
        },
      ];
    });
    yield* orPass([...ofClasses, ...ofVolumes], storage.classes.length + storage.volumes.length, {
      none: 'no StorageClass and no PersistentVolume',
      pass: 'no StorageClass and no PersistentVolume uses an in-tree plugin',
      source: 'storageclasses and persistentvolumes',
    });
  },
});

/** Whether volumes of the plugin are usable. Deprecated it is in every version, so an unknown one gives the lesser risk. */
function stateOf(
  { driver, redirected = 0, removed }: InTreeFacts,
  drivers: ReadonlySet<string>,
  minor: number | undefined,
): { works: boolean; text: string } {
  if (driver !== undefined) {
    if (drivers.has(driver)) return { works: true, text: `deprecated and redirected to ${driver}` };
    if (minor === undefined)
      return {
        works: true,
        text: `deprecated, and redirected since Kubernetes 1.${redirected} to ${driver}, which is not installed; the version is unknown`,
      };
    return minor < redirected
      ? { works: true, text: `deprecated; redirected to ${driver} since Kubernetes 1.${redirected}` }
      : { works: false, text: `redirected to ${driver}, which is not installed` };
  }
  const gone = removed !== undefined && minor !== undefined && minor >= removed;
  return gone
    ? { works: false, text: `removed in Kubernetes 1.${removed}` }
    : {
        works: true,
        text: `deprecated${removed === undefined ? '' : `; removed in Kubernetes 1.${removed}`}`,
      };
}
