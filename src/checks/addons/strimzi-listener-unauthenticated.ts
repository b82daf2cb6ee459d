import { listenersOf } from '../helpers/addons/strimzi.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/strimzi-listener-unauthenticated',
  title: 'Kafka listener without authentication',
  control: 'Strimzi listener authentication',
  severity: 'medium',
  why: 'Every client that reaches the listener can read and write all topics. Without a user, Kafka cannot limit access by ACLs.',
  remediation:
    'Set `authentication.type: tls` or `scram-sha-512` for the listener, and `spec.kafka.authorization.type: simple`.',
  references: ['K09', 'strimzi-listeners'],
  addon: 'strimzi',
  asks: objects({
    kinds: ['kafka.strimzi.io/Kafka'],
    noun: 'Kafka',
    fault: (record) => {
      const open = listenersOf(record).filter(({ authentication }) => authentication === undefined);
      const [first] = [...open.filter(({ internal }) => !internal), ...open];
      return (
        first && {
          message: `authentication of listener ${first.name} (${first.type}) is not set; expected tls, scram-sha-512 or oauth`,
          value: `listener ${first.name}: authentication not set`,
        }
      );
    },
    pass: 'every listener has authentication',
  }),
});
