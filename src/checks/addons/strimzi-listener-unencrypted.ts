import { listenersOf } from '../helpers/addons/strimzi.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/strimzi-listener-unencrypted',
  title: 'Kafka listener without TLS',
  control: 'Strimzi listener encryption',
  severity: 'low',
  why: 'Messages and passwords cross the network unencrypted. An attacker in the network path can read and change them.',
  remediation:
    'Set `tls: true` for the listener in `spec.kafka.listeners`, and let clients trust the cluster CA.',
  references: ['T1040', 'strimzi-listeners'],
  addon: 'strimzi',
  asks: objects({
    kinds: ['kafka.strimzi.io/Kafka'],
    noun: 'Kafka',
    fault: (record) => {
      const open = listenersOf(record).filter(({ tls }) => !tls);
      const outside = open.find(({ internal }) => !internal);
      const [first] = outside ? [outside] : open;
      return (
        first && {
          message: `tls of listener ${first.name} (${first.type}) is false; expected true`,
          value: `listener ${first.name}: tls false`,
          ...(outside && { severity: 'medium' as const }),
        }
      );
    },
    pass: 'every listener has TLS',
  }),
});
