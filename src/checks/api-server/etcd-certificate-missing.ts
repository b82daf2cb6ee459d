import { flagCheck } from '../families/flag-check.ts';
import { localDatastore } from '../helpers/etcd/alternative-datastore.ts';

export default flagCheck({
  id: 'api-server/etcd-certificate-missing',
  title: 'The API server shows etcd no certificate',
  severity: 'medium',
  why: 'etcd can then not tell the API server from anybody else, and has to let everybody in who reaches it.',
  fix: 'Set --etcd-cafile, --etcd-certfile and --etcd-keyfile, and use https:// in --etcd-servers.',
  references: ['CIS 1.2.23', 'kube-apiserver'],
  unless: ({ apiServer }) => localDatastore(apiServer),
  flag: 'etcd-certfile',
  bad: (value) => value === '',
  fail: (instances) => `etcd is asked without a client certificate${instances}`,
  pass: 'etcd is asked with a client certificate',
});
