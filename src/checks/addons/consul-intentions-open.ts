import { textAt, valuesAt } from '../helpers/addons/custom.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/consul-intentions-open',
  title: 'Consul intention allows all services',
  control: 'Consul intentions',
  severity: 'medium',
  why: 'Every service of the mesh connects to every other one. A compromised service reaches all of them, although the mesh identifies it.',
  remediation:
    'Set `action: deny` in the ServiceIntentions with destination and source `*`. Add an intention for each connection that is required before.',
  references: ['K05', 'consul-intentions'],
  addon: 'consul',
  asks: objects({
    kinds: ['consul.hashicorp.com/ServiceIntentions'],
    noun: 'ServiceIntentions',
    fault: ({ spec }) => {
      const open = valuesAt(spec, 'sources').some(
        (source) => textAt(source, 'name') === '*' && textAt(source, 'action') === 'allow',
      );
      if (!open) return undefined;
      const destination = textAt(spec, 'destination.name') ?? '';
      return destination === '*'
        ? { message: 'allows every source (*) to every destination (*)', value: '* to *: allow' }
        : {
            message: `allows every source (*) to ${destination}`,
            value: `* to ${destination}: allow`,
            severity: 'low',
          };
    },
    pass: 'no source is *',
  }),
});
