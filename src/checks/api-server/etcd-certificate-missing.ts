import { flagCheck } from '../families/flag-check.ts';
import { localDatastore } from '../helpers/etcd/alternative-datastore.ts';

export default flagCheck({
  id: 'api-server/etcd-certificate-missing',
  title: 'No etcd client certificate on kube-apiserver (--etcd-certfile)',
  control: 'etcd client certificate of kube-apiserver',
  severity: 'medium',
  why: 'Without a client certificate of kube-apiserver, etcd cannot require mutual TLS. Any client with network access to etcd can then read and modify the entire cluster state.',
  remediation:
    'Set `--etcd-certfile` and `--etcd-keyfile` together with `--etcd-cafile`, and use `https://` in `--etcd-servers`. Then set `--client-cert-auth=true` on etcd.',
  references: ['CIS 1.2.23', 'kube-apiserver'],
  unless: ({ apiServer }) => localDatastore(apiServer),
  flag: 'etcd-certfile',
  bad: (value) => value === '',
  fail: (instances) => `--etcd-certfile is not set${instances}`,
  pass: '--etcd-certfile is set',
});
