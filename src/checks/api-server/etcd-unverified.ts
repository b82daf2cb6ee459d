import { overrideUrls } from '../../model/control-plane/etcd/serving.ts';
import { listItems } from '../../model/control-plane/sources/flag-sources.ts';
import { defineCheck } from '../define.ts';
import { localDatastore } from '../helpers/etcd/alternative-datastore.ts';
import { evaluateFlag } from '../helpers/flags.ts';

export default defineCheck({
  id: 'api-server/etcd-unverified',
  title: 'etcd server certificate not verified by kube-apiserver',
  control: 'Verification of the etcd server certificate',
  severity: 'medium',
  why: 'An attacker on the network path between kube-apiserver and etcd can impersonate etcd. The attacker can then read and modify all stored objects, including Secrets.',
  remediation:
    'Set `--etcd-cafile`, and use `https://` in `--etcd-servers` and `--etcd-servers-overrides`. Set `--etcd-certfile` and `--etcd-keyfile` for mutual TLS.',
  references: ['CIS 1.2.26', 'kube-apiserver'],
  needs: [],
  uses: ['controlPlane'],
  providerManaged: true,
  *run({ controlPlane: { apiServer } }) {
    const local = localDatastore(apiServer);
    if (local) {
      yield local;
      return;
    }
    const plain = evaluateFlag('kube-apiserver', apiServer.flag('etcd-servers'), {
      bad: (value) => plainUrls(value).length > 0,
      detail: 'plain',
      fail: (instances) => `--etcd-servers contains plain HTTP URLs${instances}`,
      pass: '--etcd-servers contains only HTTPS URLs',
    });
    const apart = evaluateFlag('kube-apiserver', apiServer.flag('etcd-servers-overrides'), {
      bad: (value) => overrideUrls(value).some(isPlain),
      detail: 'plain',
      fail: (instances) => `--etcd-servers-overrides contains plain HTTP URLs${instances}`,
      pass: '--etcd-servers-overrides contains no plain HTTP URL',
    });
    const verified = evaluateFlag('kube-apiserver', apiServer.flag('etcd-cafile'), {
      bad: (value) => value === '',
      fail: (instances) => `--etcd-cafile is not set${instances}`,
      pass: '--etcd-cafile is set',
    });
    yield [verified, plain, apart].find(({ verdict }) => verdict === 'fail') ?? verified;
  },
});

function plainUrls(value: string): string[] {
  return listItems(value).filter(isPlain);
}

function isPlain(url: string): boolean {
  return /^http:/i.test(url);
}
