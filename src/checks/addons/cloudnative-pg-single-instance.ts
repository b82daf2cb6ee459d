import { textAt } from '../helpers/addons/custom.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/cloudnative-pg-single-instance',
  title: 'PostgreSQL cluster with one instance',
  control: 'CloudNativePG instances',
  severity: 'low',
  why: 'There is no standby to promote. The database is not available during every node drain, and until the failed node or volume is back.',
  remediation: 'Set `spec.instances: 3` in the Cluster.',
  references: ['K07', 'cloudnative-pg-architecture'],
  addon: 'cloudnative-pg',
  asks: objects({
    kinds: ['postgresql.cnpg.io/Cluster'],
    noun: 'Cluster',
    fault: ({ spec }) => {
      const instances = textAt(spec, 'instances') ?? '1';
      return instances === '1'
        ? { message: 'instances is 1; expected 2 or more', value: 'instances: 1' }
        : undefined;
    },
    pass: 'two or more instances',
  }),
});
