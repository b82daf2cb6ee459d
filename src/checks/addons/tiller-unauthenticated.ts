import { flagValues } from '../helpers/program-flags.ts';
import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/tiller-unauthenticated',
  title: 'Tiller accepts unauthenticated requests',
  control: 'Tiller (Helm 2)',
  severity: 'high',
  why: 'Every Pod that reaches port 44134 can install charts with the permissions of Tiller, which is usually cluster-admin. Helm 2 has been end of life since November 2020.',
  remediation:
    'Migrate releases with the plugin `helm-2to3`, and delete the Deployment and Service `tiller-deploy`.',
  references: ['K07', 'helm-2-end-of-life'],
  addon: 'tiller',
  // Port 44134 on all addresses, without TLS, is the default (cmd/tiller/tiller.go of Helm 2).
  asks: setting({
    images: ['tiller'],
    flag: 'listen',
    takes: 'value',
    bare: true,
    usual: ':44134',
    bad: (value, { container }) =>
      !/^(?:localhost|127\.)/.test(value) && flagValues(container, 'tls-verify', true).at(-1) !== 'true',
    expected: 'a loopback address, or --tls-verify',
  }),
});
