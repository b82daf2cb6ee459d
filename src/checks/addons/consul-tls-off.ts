import { evaluateConsul } from '../helpers/addons/consul.ts';
import { addonCheck } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/consul-tls-off',
  title: 'Consul servers communicate without TLS',
  control: 'Consul TLS',
  severity: 'medium',
  why: 'Tokens, keys and the configuration of the mesh cross the network unencrypted. An attacker in the network path can read and use them.',
  remediation: 'Set `global.tls.enabled: true` and `global.tls.enableAutoEncrypt: true` in the chart.',
  references: ['T1040', 'consul-chart'],
  addon: 'consul',
  asks: {
    kinds: [],
    evaluate: ({ workloads }, { extensions }) =>
      workloads.flatMap((workload) =>
        evaluateConsul(
          workload,
          { key: 'tls-config.json', settings: ['tls', 'verify_incoming', 'cert_file'], label: 'tls' },
          extensions,
        ),
      ),
  },
});
