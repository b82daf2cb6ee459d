import { GET_VERSION } from '../../model/requirements.ts';
import { onControlPlaneHost } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';

const at = component('kube-apiserver');

export default defineCheck({
  id: 'version/emulated-older',
  title: '--emulated-version older than the kube-apiserver binary',
  control: 'Emulated version of kube-apiserver',
  severity: 'info',
  why: 'kube-apiserver runs with the features and defaults of an older release. Security improvements of the binary version remain disabled, although the reported version suggests that they are active.',
  remediation: 'Remove `--emulated-version` from kube-apiserver to complete the upgrade.',
  references: ['compatibility-version'],
  needs: [],
  uses: ['cluster'],
  providerManaged: true,
  *run({ cluster }): Iterable<Finding> {
    const { version, minor, emulatedMinor } = cluster;
    if (!version.known || !minor.known) {
      yield { verdict: 'unknown', at, message: 'kube-apiserver version is unknown', requires: [GET_VERSION] };
      return;
    }
    const { evidence } = version;
    if (emulatedMinor === undefined)
      yield minor.value < 31
        ? {
            verdict: 'not-applicable',
            at,
            message: `${version.value} does not support --emulated-version`,
            evidence,
          }
        : {
            verdict: 'unknown',
            at,
            message: `${version.value} does not report its emulated version`,
            requires: [onControlPlaneHost('check --emulated-version on the control plane host')],
            evidence,
          };
    else if (emulatedMinor < minor.value)
      yield {
        verdict: 'fail',
        at,
        message: `${version.value} emulates version 1.${emulatedMinor}`,
        evidence,
      };
    else
      yield { verdict: 'pass', at, message: `${version.value} does not emulate an older version`, evidence };
  },
});
