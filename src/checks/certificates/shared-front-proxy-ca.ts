import { component } from '../helpers/component.ts';
import { shown } from '../helpers/expiry.ts';
import { few } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'certificates/shared-front-proxy-ca',
  title: 'Front-proxy CA is shared with the client CA',
  control: 'Separation of front-proxy CA and client CA',
  severity: 'high',
  why: 'kube-apiserver trusts user names and groups in the request headers of a front proxy. With a shared CA, a holder of a client certificate can impersonate any user, including administrators.',
  remediation:
    'Set `--requestheader-client-ca-file` to a dedicated CA and restrict `--requestheader-allowed-names` to the proxy names. Reissue the proxy client certificate from the new CA.',
  references: ['aggregation-layer-ca', 'K09'],
  needs: [],
  uses: ['certificates'],
  providerManaged: true,
  *run({ certificates }): Iterable<Finding> {
    const { trust } = certificates;
    if (!trust.known) {
      yield { verdict: 'unknown', at, message: trust.reason, requires: trust.requires };
      return;
    }
    const { clientCAs, frontProxyCAs, frontProxyNames } = trust.value;
    const keys = new Set(clientCAs.map(({ keyFingerprint }) => keyFingerprint));
    const both = frontProxyCAs.filter(({ keyFingerprint }) => keys.has(keyFingerprint));
    if (both.length === 0) {
      yield {
        verdict: 'pass',
        at,
        message:
          frontProxyCAs.length === 0
            ? 'no front-proxy CA is configured'
            : 'client CA and front-proxy CA are separate',
        evidence: trust.evidence,
      };
      return;
    }
    const open = frontProxyNames.length === 0;
    yield {
      verdict: 'fail',
      at,
      severity: open ? 'critical' : 'high',
      message: open
        ? `CA ${both.map(({ subject }) => subject).join(', ')} is client CA and front-proxy CA; requestheader-allowed-names is empty, so any of its certificates is accepted as a front proxy`
        : `CA ${both.map(({ subject }) => subject).join(', ')} is client CA and front-proxy CA; a certificate with the name ${frontProxyNames.join(' or ')} can impersonate any user`,
      evidence: few(both, (one) => shown(one)),
    };
  },
});

const at = component('kube-apiserver');
