import { overrideUrls } from '../../model/control-plane/etcd/serving.ts';
import { listItems } from '../../model/control-plane/sources/flag-sources.ts';
import { defineCheck } from '../define.ts';
import { localDatastore } from '../helpers/etcd/alternative-datastore.ts';
import { judgeFlag } from '../helpers/flags.ts';

export default defineCheck({
  id: 'api-server/etcd-unverified',
  title: 'The API server does not verify the etcd it talks to',
  severity: 'medium',
  why: 'Somebody between the API server and etcd can pretend to be etcd, and read and change everything that is stored.',
  fix: 'Set --etcd-cafile, --etcd-certfile and --etcd-keyfile, and use https:// in --etcd-servers.',
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
    const plain = judgeFlag('kube-apiserver', apiServer.flag('etcd-servers'), {
      bad: (value) => plainUrls(value).length > 0,
      detail: 'plain',
      fail: (instances) => `etcd is asked in plain HTTP${instances}`,
      pass: 'etcd is asked by TLS',
    });
    const apart = judgeFlag('kube-apiserver', apiServer.flag('etcd-servers-overrides'), {
      bad: (value) => overrideUrls(value).some(isPlain),
      detail: 'plain',
      fail: (instances) => `the etcd of some kinds is asked in plain HTTP${instances}`,
      pass: 'etcd is asked by TLS',
    });
    const verified = judgeFlag('kube-apiserver', apiServer.flag('etcd-cafile'), {
      bad: (value) => value === '',
      fail: (instances) => `etcd is asked without a CA to verify etcd with${instances}`,
      pass: 'etcd is asked with a CA to verify etcd with',
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
