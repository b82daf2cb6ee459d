import { GET_VERSION } from '../../model/requirements.ts';
import { onControlPlaneHost } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';

const at = component('kube-apiserver');

export default defineCheck({
  id: 'version/emulated-older',
  title: 'The API server behaves like an older release than its own',
  severity: 'info',
  why: 'An emulated version is a step of an upgrade: the new program with the old behaviour, so that there is a way back. Left like that, new defaults and new protections stay off, although the version says that they are there.',
  fix: 'Finish the upgrade: take --emulated-version away.',
  references: ['compatibility-version'],
  needs: [],
  uses: ['cluster'],
  providerManaged: true,
  *run({ cluster }): Iterable<Finding> {
    const { version, minor, emulatedMinor } = cluster;
    if (!version.known || !minor.known) {
      yield { verdict: 'unknown', at, message: 'the server version is not known', requires: [GET_VERSION] };
      return;
    }
    const { evidence } = version;
    if (emulatedMinor === undefined)
      yield minor.value < 31
        ? {
            verdict: 'not-applicable',
            at,
            message: `${version.value} cannot emulate another version`,
            evidence,
          }
        : {
            verdict: 'unknown',
            at,
            message: `${version.value} does not tell whether it emulates another version`,
            requires: [onControlPlaneHost('look at --emulated-version on the control-plane host')],
            evidence,
          };
    else if (emulatedMinor < minor.value)
      yield { verdict: 'fail', at, message: `${version.value} emulates 1.${emulatedMinor}`, evidence };
    else yield { verdict: 'pass', at, message: `${version.value} behaves like what it is`, evidence };
  },
});
