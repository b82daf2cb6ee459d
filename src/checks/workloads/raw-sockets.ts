import { workloadCheck } from '../families/workload-check.ts';
import { addedCapabilities, keeping } from '../helpers/capabilities.ts';
import { ofContainers } from '../helpers/pod-faults.ts';

export default workloadCheck({
  id: 'workloads/raw-sockets',
  title: 'NET_RAW capability not dropped',
  control: 'NET_RAW capability',
  severity: 'low',
  why: 'NET_RAW, a default capability of most container runtimes, allows forged packets. An attacker in the Pod can spoof DNS or gateway responses for neighboring Pods if the CNI plugin permits it.',
  remediation:
    'Set `capabilities.drop: [ALL]`, or at least `[NET_RAW]`, in each container. The Pod Security level `restricted` enforces it.',
  references: ['CIS 5.2.8', 'T1557', 'K01', 'pod-security-standards'],
  verdictPer: 'cluster',
  faults: (template, place) =>
    ofContainers(template, (container) => {
      const added = addedCapabilities(container);
      if (added.includes('NET_RAW') || added.includes('ALL')) return `adds ${added.join(', ')}`;
      return keeping(container, 'NET_RAW', place);
    }),
  description: 'do not drop NET_RAW',
  none: 'all non-system workloads drop NET_RAW',
});
