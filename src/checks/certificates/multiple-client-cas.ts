import { component } from '../helpers/component.ts';
import { shown } from '../helpers/expiry.ts';
import { few } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'certificates/multiple-client-cas',
  title: 'Multiple client CAs trusted by kube-apiserver',
  control: 'Trusted client CAs',
  severity: 'info',
  why: 'Every trusted client CA can issue a certificate for any user and any group. Each additional or forgotten CA key is another path to full cluster access.',
  remediation:
    'Remove CAs that are no longer needed from the file set by `--client-ca-file`, on every kube-apiserver. Two CAs are normal during a rotation.',
  references: ['pki-certificates', 'T1649'],
  needs: [],
  uses: ['certificates'],
  providerManaged: true,
  *run({ certificates }): Iterable<Finding> {
    const { trust } = certificates;
    if (!trust.known) {
      yield { verdict: 'unknown', at, message: trust.reason, requires: trust.requires };
      return;
    }
    const byKey = new Map(trust.value.clientCAs.map((one) => [one.keyFingerprint, one]));
    yield byKey.size > 1
      ? {
          verdict: 'fail',
          at,
          message: `${byKey.size} client CAs are trusted: ${[...byKey.values()].map(({ subject }) => subject).join('; ')}`,
          evidence: few(byKey.values(), (one) => shown(one)),
        }
      : {
          verdict: 'pass',
          at,
          message: byKey.size === 1 ? 'one client CA is trusted' : 'no client CA is trusted',
          evidence: trust.evidence,
        };
  },
});

const at = component('kube-apiserver');
