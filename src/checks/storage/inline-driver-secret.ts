import { cutShort } from '../helpers/pod-faults.ts';
import { classifyWorkloads } from '../helpers/system.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed, workloadName, workloadRef } from '../helpers/objects.ts';
import { orPass } from '../helpers/storage.ts';

export default defineCheck({
  id: 'storage/inline-driver-secret',
  title: 'Inline CSI volume passes a Secret to its driver',
  control: 'Secrets of inline CSI volumes',
  severity: 'info',
  why: 'Credentials of the storage are in the namespace of the Pod. Every user with permission to create Pods there can mount the storage with them.',
  remediation:
    'Provision the volume through a StatefulSet claim or a PersistentVolumeClaim whose StorageClass refers to a Secret in a namespace of the administrator.',
  references: ['csi-ephemeral-volumes'],
  needs: ['workloads'],
  uses: ['addons', 'cluster'],
  *run({ workloads, addons, cluster }): Iterable<Finding> {
    const ordinary = workloads
      .map(classifyWorkloads(addons, cluster))
      .filter(({ origin }) => origin !== 'system')
      .map(({ workload }) => workload);
    const inline = ordinary.filter(({ templates }) =>
      templates.some(({ template }) => template.volumes.some(({ type }) => type === 'csi')),
    );
    const findings = inline.flatMap((workload): Finding[] => {
      const own = workload.templates.flatMap(({ template }) =>
        template.volumes.filter(({ secretRef }) => secretRef),
      );
      if (own.length === 0) return [];
      const drivers = [...new Set(own.map(({ target = '' }) => target))].sort();
      return [
        {
          verdict: 'fail',
          at: workloadRef(workload),
          message: `nodePublishSecretRef is set in inline volumes of ${listed(drivers)}`,
          evidence: few(own, ({ name, target = '' }) =>
            observed(workloadName(workload), `volume ${name}: csi ${target}`),
          ),
        },
      ];
    });
    yield* orPass([...findings, ...cutShort(ordinary)], inline.length, {
      none: 'no non-system workload with an inline CSI volume',
      pass: 'no inline CSI volume passes a Secret to its driver',
      source: 'pods',
    });
  },
});
