import { component } from '../helpers/component.ts';
import { shown } from '../helpers/expiry.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'certificates/e-mail-in-certificate',
  title: 'Email address disclosed in API server certificate',
  control: 'Email addresses in the API server certificate',
  severity: 'low',
  why: 'Every client that can connect reads the certificate before authentication. An email address in it identifies a target for phishing, often a cluster administrator.',
  remediation:
    'Remove the email address from `certSANs` in the ConfigMap `kubeadm-config`. Then reissue the certificate with `kubeadm init phase certs apiserver`.',
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
          message: `certificate is readable before authentication and contains ${found.join(', ')}`,
          evidence: [shown(serving.value, found.join(', '))],
        }
      : {
          verdict: 'pass',
          at,
          message: 'certificate contains no email address',
          evidence: serving.evidence,
        };
  },
});

const at = component('kube-apiserver');

const MAIL = /^(?:emailAddress|E)=|=[^=\s@]+@[^=\s@]+\.[^=\s@]+$/;
