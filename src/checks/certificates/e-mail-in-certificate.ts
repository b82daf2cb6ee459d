import { component } from '../helpers/component.ts';
import { shown } from '../helpers/expiry.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'certificates/e-mail-in-certificate',
  title: "The API server's certificate names an e-mail address",
  severity: 'low',
  why: 'Everybody who can connect reads the certificate before any login. An address in it tells an attacker whom to write to, and often who administers the cluster.',
  fix: 'Make the certificate anew without the address.',
  references: ['pki-certificates', 'T1589.002'],
  peerChecks: [10],
  needs: [],
  uses: ['certificates'],
  providerManaged: true,
  *run({ certificates }): Iterable<Finding> {
    const { serving } = certificates;
    if (!serving.known) {
      yield { verdict: 'unknown', at, message: serving.reason, requires: serving.requires };
      return;
    }
    const { subject, names } = serving.value;
    const found = [
      ...names.filter((name) => /^email:/i.test(name)),
      ...subject.split(', ').filter((part) => MAIL.test(part)),
    ];
    yield found.length > 0
      ? {
          verdict: 'fail',
          at,
          message: `everybody who connects reads ${found.join(', ')}`,
          evidence: [shown(serving.value, found.join(', '))],
        }
      : {
          verdict: 'pass',
          at,
          message: 'no e-mail address stands in the certificate',
          evidence: serving.evidence,
        };
  },
});

const at = component('kube-apiserver');

const MAIL = /^(?:emailAddress|E)=|=[^=\s@]+@[^=\s@]+\.[^=\s@]+$/;
