import { component } from '../helpers/component.ts';
import { shown } from '../helpers/expiry.ts';
import { few } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'certificates/shared-front-proxy-ca',
  title: 'One authority signs both users and front proxies',
  severity: 'high',
  why: 'A front proxy is believed when it says on whose behalf it asks. When the authority that signs users also signs front proxies, a holder of an ordinary client certificate may pass for a front proxy and then for anybody, cluster administrators included.',
  fix: 'Give the aggregation layer an authority of its own (--requestheader-client-ca-file), and name the proxies in --requestheader-allowed-names.',
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
            ? 'no front proxy is believed at all'
            : 'users and front proxies are signed by different authorities',
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
        ? `${both.map(({ subject }) => subject).join(', ')} signs users and front proxies, and any of its certificates is believed as a front proxy`
        : `${both.map(({ subject }) => subject).join(', ')} signs users and front proxies; whoever gets it to sign the name ${frontProxyNames.join(' or ')} becomes anybody`,
      evidence: few(both, (one) => shown(one)),
    };
  },
});

const at = component('kube-apiserver');
