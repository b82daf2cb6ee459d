import { workloadCheck } from '../families/workload-check.ts';
import { addedCapabilities, keeping } from '../helpers/capabilities.ts';
import { ofContainers } from '../helpers/pod-faults.ts';

export default workloadCheck({
  id: 'workloads/raw-sockets',
  title: 'Workloads may open raw sockets',
  severity: 'low',
  why: 'With NET_RAW, which container runtimes give unasked, a broken-into pod can forge packets: pretend to be the DNS server or the gateway of its neighbours, where the pod network lets it.',
  fix: 'Drop NET_RAW, or ALL, in each container; the Pod Security level restricted asks for it.',
  references: ['CIS 5.2.8', 'T1557', 'K01', 'pod-security-standards'],
  verdictPer: 'cluster',
  faults: (template, place) =>
    ofContainers(template, (container) => {
      const added = addedCapabilities(container);
      if (added.includes('NET_RAW') || added.includes('ALL')) return `adds ${added.join(', ')}`;
      return keeping(container, 'NET_RAW', place);
    }),
  says: 'may open raw sockets',
  none: 'no ordinary workload may open raw sockets',
});
