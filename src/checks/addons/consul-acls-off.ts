import { evaluateConsul } from '../helpers/addons/consul.ts';
import { addonCheck } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/consul-acls-off',
  title: 'Consul accepts requests without a token',
  control: 'Consul ACLs',
  severity: 'medium',
  why: 'Every Pod that reaches Consul can register services, change intentions, and read and write all keys. It can redirect the traffic of any service in the mesh.',
  remediation: 'Set `global.acls.manageSystemACLs: true` in the chart.',
  references: ['K09', 'consul-chart'],
  addon: 'consul',
  asks: {
    kinds: [],
    evaluate: ({ workloads }, { extensions }) =>
      workloads.flatMap((workload) =>
        evaluateConsul(workload, { key: 'acl-config.json', settings: ['acl'], label: 'acl' }, extensions),
      ),
  },
});
