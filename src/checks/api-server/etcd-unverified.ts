import { defineCheck } from '../define.ts';
import { localDatastore } from '../helpers/etcd/elsewhere.ts';
import { judgeFlag } from '../helpers/flags.ts';

export default defineCheck({
  id: 'api-server/etcd-unverified',
  title: 'The API server does not verify the etcd it talks to',
  severity: 'medium',
  why: 'Somebody between the API server and etcd can pretend to be etcd, and read and change everything that is stored.',
  fix: 'Set --etcd-cafile, --etcd-certfile and --etcd-keyfile, and use https:// in --etcd-servers.',
  references: [
    { framework: 'CIS 1.12', id: '1.2.26' },
    {
      framework: 'docs',
      id: 'kube-apiserver',
      url: 'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/',
    },
  ],
  needs: [],
  uses: ['controlPlane'],
  providersJob: true,
  *run({ controlPlane: { apiServer } }) {
    const local = localDatastore(apiServer);
    if (local) {
      yield local;
      return;
    }
    yield judgeFlag('kube-apiserver', apiServer.flag('etcd-cafile'), {
      bad: (value) => value === '',
      fail: (instances) => `etcd is asked without a CA to verify etcd with${instances}`,
      pass: 'etcd is asked with a CA to verify etcd with',
    });
  },
});
