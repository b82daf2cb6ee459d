import type { Row } from '../support/rows.ts';
import { base64, pem } from '../support/certs.ts';
import { CA, config, DATA, HOME, home, TLS, TOKEN } from './config.ts';

const MANY = {
  [HOME]: config({
    clusters: {
      c: TLS,
      d: { server: 'https://localhost:%TLS%', ...CA, 'tls-server-name': 'other.archmap.test' },
      e: { ...TLS, 'insecure-skip-tls-verify': true, 'certificate-authority': '' },
    },
    users: {
      u: TOKEN,
      v: { token: 'of-v', as: 'someone', 'as-groups': ['g1', 'g2'], 'as-user-extra': { scope: ['a'] } },
      w: { username: 'wendy', password: 'pw' },
    },
    contexts: {
      x: { cluster: 'c', user: 'u', namespace: 'from-context' },
      y: { cluster: 'd', user: 'v' },
      z: { cluster: 'c', user: 'w' },
      lost: { cluster: 'none', user: 'u' },
    },
    current: 'x',
  }),
};
const ALICE = { clientCertificate: '%CERTS%/alice.crt', clientKey: '%CERTS%/alice.key' };

/** kubectl's connection flags and their precedence. */
export const flagRows: readonly Row[] = [
  { id: '--context', files: MANY, flags: { context: 'y' } },
  { id: '--context unknown', files: MANY, flags: { context: 'xx' }, code: 'context-unknown' },
  {
    id: 'current-context unknown',
    files: { [HOME]: config({ clusters: { c: TLS }, users: { u: TOKEN }, current: 'gone' }) },
    code: 'context-unknown',
  },
  { id: '--cluster', files: MANY, flags: { cluster: 'd' } },
  { id: '--cluster unknown', files: MANY, flags: { cluster: 'none' }, code: 'kubeconfig' },
  {
    id: 'a context whose cluster does not exist',
    files: MANY,
    flags: { context: 'lost' },
    code: 'kubeconfig',
  },
  {
    id: 'a context whose cluster does not exist, with --server',
    files: MANY,
    flags: { context: 'lost', server: TLS.server, certificateAuthority: '%CERTS%/ca.crt' },
  },
  { id: '--user', files: MANY, flags: { user: 'v' } },
  { id: '--user unknown', files: MANY, flags: { user: 'none' }, code: 'kubeconfig' },
  {
    id: '--server keeps the CA and drops the server name',
    files: MANY,
    flags: { context: 'y', server: 'https://127.0.0.1:%TLS%' },
  },
  {
    id: '--server and --tls-server-name',
    files: MANY,
    flags: { context: 'y', server: 'https://127.0.0.1:%TLS%', tlsServerName: 'api.archmap.test' },
  },
  { id: '--tls-server-name', files: MANY, flags: { tlsServerName: 'api.archmap.test' } },
  {
    id: '--server without a scheme is plain http without credentials',
    files: MANY,
    flags: { server: '127.0.0.1:%PLAIN%' },
  },
  {
    id: '--server without a scheme, on a TLS port',
    files: MANY,
    flags: { server: '127.0.0.1:%TLS%' },
    code: 'unreachable',
  },
  {
    id: '--client-certificate over client-certificate-data',
    files: home(TLS, DATA),
    flags: ALICE,
  },
  {
    id: '--certificate-authority over certificate-authority-data',
    files: home({ server: TLS.server, 'certificate-authority-data': base64(pem('other-ca.crt')) }),
    flags: { certificateAuthority: '%CERTS%/ca.crt' },
  },
  { id: '--token', files: MANY, flags: { token: 'from-flag' } },
  {
    id: '--token with a user of basic auth',
    files: MANY,
    flags: { context: 'z', token: 'from-flag' },
    code: 'kubeconfig',
  },
  {
    id: '--username and --password',
    files: MANY,
    flags: { user: 'w', username: 'flora', password: 'other' },
  },
  { id: '--password alone changes the password', files: MANY, flags: { user: 'w', password: 'other' } },
  {
    id: '--username with a user of token',
    files: MANY,
    flags: { username: 'flora', password: 'other' },
    code: 'kubeconfig',
  },
  { id: '--client-certificate goes along with the token', files: MANY, flags: ALICE },
  {
    id: '--client-certificate without key',
    files: MANY,
    flags: { clientCertificate: ALICE.clientCertificate },
    code: 'kubeconfig',
  },
  {
    id: '--certificate-authority in place of insecure',
    files: MANY,
    flags: { cluster: 'e', certificateAuthority: '%CERTS%/ca.crt' },
  },
  {
    id: '--certificate-authority that is wrong in place of a right one',
    files: MANY,
    flags: { certificateAuthority: '%CERTS%/other-ca.crt' },
    code: 'tls',
  },
  { id: '--insecure-skip-tls-verify in place of a CA', files: MANY, flags: { insecureSkipTlsVerify: true } },
  {
    id: '--insecure-skip-tls-verify=false does not undo the kubeconfig',
    files: MANY,
    flags: { cluster: 'e', insecureSkipTlsVerify: false },
  },
  {
    id: '--insecure-skip-tls-verify and --certificate-authority',
    files: MANY,
    flags: { insecureSkipTlsVerify: true, certificateAuthority: '%CERTS%/ca.crt' },
    code: 'kubeconfig',
  },
  {
    id: 'flags without any kubeconfig',
    files: {},
    flags: { server: TLS.server, certificateAuthority: '%CERTS%/ca.crt', token: 'from-flag' },
  },
  {
    id: '--as with letters beyond ASCII',
    files: MANY,
    flags: { as: 'jürgen', asGroup: ['开发'], asUserExtra: ['größe=ß'] },
  },
  { id: '--as', files: MANY, flags: { as: 'jane' } },
  {
    id: '--as with UID, groups and extras',
    files: MANY,
    flags: {
      as: 'jane',
      asUid: '42',
      asGroup: ['ops', 'dev'],
      asUserExtra: ['scope=a', 'scope=b=c', 'acme.com/proj ect=1', 'nothing'],
    },
  },
  { id: '--as over the kubeconfig: groups and extras stay', files: MANY, flags: { user: 'v', as: 'jane' } },
  {
    id: '--as-group over the kubeconfig',
    files: MANY,
    flags: { user: 'v', asGroup: ['other'], asUserExtra: ['team=t'] },
  },
  { id: '--as-group without a user', files: MANY, flags: { asGroup: ['ops'] }, code: 'usage' },
  {
    id: 'impersonation in the kubeconfig',
    files: home(TLS, {
      ...TOKEN,
      as: 'joe',
      'as-uid': '7',
      'as-groups': ['a'],
      'as-user-extra': { k: ['v', 'w'] },
    }),
  },
  {
    id: 'impersonation over plain http',
    files: home({ server: 'http://127.0.0.1:%PLAIN%' }, { ...TOKEN, as: 'joe' }),
  },
  { id: '--disable-compression', files: MANY, flags: { disableCompression: true } },
  { id: 'disable-compression in the kubeconfig', files: home({ ...TLS, 'disable-compression': true }) },
  {
    id: '--request-timeout that is not a time',
    files: MANY,
    flags: { requestTimeout: 'soon' },
    code: 'usage',
  },
  {
    id: '--request-timeout 1m30s',
    files: MANY,
    flags: { requestTimeout: '1m30s' },
    differs: {
      why: 'kubectl also tells the server its limit, in the query',
      ours: [{ server: 'TLS', path: '/version', authorization: 'Bearer from-file', acceptEncoding: 'gzip' }],
    },
  },
  {
    id: '--proxy-url over the kubeconfig',
    files: home({ ...TLS, 'proxy-url': 'http://127.0.0.1:%CLOSED%' }),
    flags: { proxyUrl: 'http://127.0.0.1:%PROXY%' },
  },
  { id: 'namespace of the context', files: MANY, request: 'pods' },
  { id: '--namespace', files: MANY, request: 'pods', flags: { namespace: 'from-flag' } },
  { id: 'namespace default', files: MANY, request: 'pods', flags: { context: 'y' } },
  { id: 'KUBERNETES_MASTER', files: {}, env: { KUBERNETES_MASTER: 'http://127.0.0.1:%PLAIN%' } },
  {
    id: 'KUBERNETES_MASTER does not override a cluster',
    files: MANY,
    env: { KUBERNETES_MASTER: 'http://127.0.0.1:%CLOSED%' },
  },
];
