import { textAt } from '../helpers/addons/custom.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/longhorn-single-replica',
  title: 'Longhorn volume with a single replica',
  control: 'Longhorn replicas',
  severity: 'medium',
  why: 'The data is on one node. The failure of that node stops the workload, and the failure of its disk destroys the volume.',
  remediation: 'Set `numberOfReplicas: 3` in the volume, and `default-replica-count` to 3.',
  references: ['K07', 'longhorn-settings'],
  addon: 'longhorn',
  asks: objects({
    kinds: ['longhorn.io/Volume', 'longhorn.io/Setting'],
    noun: 'volume or setting',
    about: ({ kind, name }) => kind === 'Volume' || name === 'default-replica-count',
    fault: ({ kind, spec }) => {
      if (kind === 'Volume')
        return textAt(spec, 'numberOfReplicas') === '1'
          ? { message: 'numberOfReplicas is 1; expected 2 or more', value: 'numberOfReplicas: 1' }
          : undefined;
      // A number, or one for each data engine as JSON.
      const value = textAt(spec, 'value') ?? '';
      return /^(?:1$|.*"v1"\s*:\s*"1")/.test(value)
        ? { message: `value is ${value}; expected 2 or more`, value: `value: ${value}` }
        : undefined;
    },
    pass: 'more than one replica',
  }),
});
