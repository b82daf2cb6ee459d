import type { Row } from '../support/rows.ts';
import { CA, home, TLS, TOKEN } from './config.ts';
import { pem } from '../support/certs.ts';

const NAMED = { server: 'https://api.archmap.test:%TLS%', ...CA };
const ZERO = { server: 'https://0.0.0.0:%TLS%', ...CA };
const PLAIN = { server: 'http://127.0.0.1:%PLAIN%' };
const PROXY = 'http://127.0.0.1:%PROXY%';
const POD = { KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: '%TLS%' };
const ACCOUNT = { token: 'of-the-pod\n', 'ca.crt': pem('ca.crt'), namespace: 'of-the-pod' };

/** Addresses, TLS, proxies, and in-cluster configuration. */
export const networkRows: readonly Row[] = [
  { id: 'plain http gets no credential', files: home(PLAIN, { ...TOKEN }) },
  { id: 'refused', files: home({ server: 'https://127.0.0.1:%CLOSED%' }), code: 'unreachable' },
  {
    id: 'a name that does not exist',
    files: home({ server: 'https://no-such-host.archmap.invalid:6443' }),
    code: 'unreachable',
  },
  { id: 'an address that is none', files: home({ server: 'ftp://127.0.0.1:1' }), code: 'kubeconfig' },
  {
    id: 'https on a plain port',
    files: home({ server: 'https://127.0.0.1:%PLAIN%', 'insecure-skip-tls-verify': true }),
    code: 'tls',
  },
  { id: 'server name in the handshake', files: home({ ...TLS, server: 'https://localhost:%TLS%' }) },
  { id: 'tls-server-name', files: home({ ...TLS, 'tls-server-name': 'api.archmap.test' }) },
  {
    id: 'tls-server-name that is an address',
    files: home({ ...NAMED, server: 'https://localhost:%TLS%', 'tls-server-name': '127.0.0.1' }),
  },
  {
    id: 'tls-server-name that is not in the certificate',
    files: home({ ...TLS, 'tls-server-name': 'nobody.archmap.test' }),
    code: 'tls',
  },
  {
    id: 'tls-server-name helps',
    files: home({
      server: 'https://127.0.0.1:%ELSEWHERE%',
      ...CA,
      'tls-server-name': 'elsewhere.archmap.test',
    }),
  },
  {
    id: 'certificate for another name',
    files: home({ server: 'https://127.0.0.1:%ELSEWHERE%', ...CA }),
    code: 'tls',
  },
  {
    id: 'certificate without names: the common name does not count',
    files: home({ server: 'https://localhost:%NAMELESS%', ...CA }),
    code: 'tls',
  },
  { id: 'expired certificate', files: home({ server: 'https://127.0.0.1:%EXPIRED%', ...CA }), code: 'tls' },
  {
    id: 'expired certificate, insecure',
    files: home({ server: 'https://127.0.0.1:%EXPIRED%', 'insecure-skip-tls-verify': true }),
  },
  {
    id: 'CA of the system: SSL_CERT_FILE',
    files: home({ server: TLS.server }),
    env: { SSL_CERT_FILE: '%CERTS%/ca.crt' },
  },
  {
    id: 'CA of the system: SSL_CERT_DIR',
    files: home({ server: TLS.server }),
    env: { SSL_CERT_DIR: '/nonexistent:%CERTS%' },
  },
  {
    id: 'CA of the system does not count beside one of the cluster',
    files: home({ ...TLS, 'certificate-authority': '%CERTS%/other-ca.crt' }),
    env: { SSL_CERT_FILE: '%CERTS%/ca.crt' },
    code: 'tls',
  },
  { id: 'unknown CA', files: home({ server: TLS.server }), code: 'tls' },
  { id: 'another CA', files: home({ ...TLS, 'certificate-authority': '%CERTS%/other-ca.crt' }), code: 'tls' },
  { id: 'intermediate CA in the chain', files: home({ ...CA, server: 'https://127.0.0.1:%MIDDLE%' }) },
  {
    id: 'intermediate CA as the only trust',
    files: home({ server: 'https://127.0.0.1:%MIDDLE%', 'certificate-authority': '%CERTS%/middle-ca.crt' }),
  },
  {
    id: 'CA and insecure in the kubeconfig',
    files: home({ ...TLS, 'insecure-skip-tls-verify': true }),
    code: 'kubeconfig',
  },
  {
    id: 'insecure with a client certificate',
    files: home(
      { server: TLS.server, 'insecure-skip-tls-verify': true },
      { 'client-certificate': '%CERTS%/alice.crt', 'client-key': '%CERTS%/alice.key' },
    ),
  },
  { id: 'proxy-url http', files: home({ ...TLS, 'proxy-url': PROXY }) },
  {
    id: 'proxy-url with a login',
    files: home({ ...NAMED, 'proxy-url': 'http://user:pass@127.0.0.1:%PROXY%' }),
  },
  {
    id: 'proxy-url with a wrong login',
    files: home({ ...NAMED, 'proxy-url': 'http://user:wrong@127.0.0.1:%PROXY%' }),
    code: 'unreachable',
  },
  { id: 'proxy-url https', files: home({ ...NAMED, 'proxy-url': 'https://127.0.0.1:%PROXYTLS%' }) },
  {
    id: 'proxy-url https of another CA',
    files: home({
      ...NAMED,
      'certificate-authority': '%CERTS%/other-ca.crt',
      'proxy-url': 'https://127.0.0.1:%PROXYTLS%',
    }),
    code: 'tls',
  },
  { id: 'proxy-url socks5', files: home({ ...NAMED, 'proxy-url': 'socks5://127.0.0.1:%SOCKS%' }) },
  {
    id: 'proxy-url socks5 with a login',
    files: home({ ...TLS, 'proxy-url': 'socks5://user:pass@127.0.0.1:%SOCKS%' }),
  },
  {
    id: 'proxy-url socks5 with a wrong login',
    files: home({ ...TLS, 'proxy-url': 'socks5://user:wrong@127.0.0.1:%SOCKS%' }),
    code: 'unreachable',
  },
  {
    id: 'proxy-url socks5, refused behind it',
    files: home({ ...TLS, server: 'https://127.0.0.1:%CLOSED%', 'proxy-url': 'socks5://127.0.0.1:%SOCKS%' }),
    code: 'unreachable',
  },
  {
    id: 'proxy-url socks5 to an IPv6 address',
    files: home({ ...CA, server: 'https://[::1]:%TLS%', 'proxy-url': 'socks5://127.0.0.1:%SOCKS%' }),
  },
  {
    id: 'proxy-url http to an IPv6 address',
    files: home({ ...CA, server: 'https://[::1]:%TLS%', 'proxy-url': PROXY }),
  },
  {
    id: 'proxy-url socks5h',
    files: home({ ...TLS, 'proxy-url': 'socks5h://127.0.0.1:%SOCKS%' }),
    code: 'kubeconfig',
  },
  {
    id: 'proxy-url that refuses',
    files: home({ server: 'https://127.0.0.1:7', ...CA, 'proxy-url': PROXY }),
    code: 'unreachable',
  },
  {
    id: 'proxy-url where nobody listens',
    files: home({ ...TLS, 'proxy-url': 'http://127.0.0.1:%CLOSED%' }),
    code: 'unreachable',
  },
  {
    id: 'proxy-url with a client certificate and tls-server-name',
    files: home(
      { ...TLS, 'tls-server-name': 'other.archmap.test', 'proxy-url': PROXY },
      { 'client-certificate': '%CERTS%/alice.crt', 'client-key': '%CERTS%/alice.key' },
    ),
  },
  { id: 'proxy-url to a plain server', files: home({ ...PLAIN, 'proxy-url': PROXY }) },
  {
    id: 'proxy-url socks5 to a plain server',
    files: home({ ...PLAIN, 'proxy-url': 'socks5://127.0.0.1:%SOCKS%' }),
  },
  { id: 'HTTPS_PROXY', files: home(NAMED), env: { HTTPS_PROXY: PROXY } },
  {
    id: 'HTTPS_PROXY without a scheme',
    files: home(NAMED),
    env: { HTTPS_PROXY: 'user:pass@127.0.0.1:%PROXY%' },
  },
  { id: 'HTTPS_PROXY socks5', files: home(NAMED), env: { HTTPS_PROXY: 'socks5://127.0.0.1:%SOCKS%' } },
  { id: 'https_proxy', files: home(NAMED), env: { https_proxy: PROXY } },
  {
    id: 'HTTPS_PROXY before https_proxy',
    files: home(NAMED),
    env: { https_proxy: 'http://127.0.0.1:%CLOSED%', HTTPS_PROXY: PROXY },
  },
  { id: 'HTTP_PROXY does not count for https', files: home(ZERO), env: { HTTP_PROXY: PROXY } },
  { id: 'HTTPS_PROXY never for a loopback address', files: home(TLS), env: { HTTPS_PROXY: PROXY } },
  {
    id: 'HTTPS_PROXY never for localhost',
    files: home({ ...TLS, server: 'https://localhost:%TLS%' }),
    env: { HTTPS_PROXY: PROXY },
  },
  {
    id: 'HTTP_PROXY for a plain server',
    files: home({ server: 'http://0.0.0.0:%PLAIN%' }),
    env: { HTTP_PROXY: PROXY },
  },
  {
    id: 'proxy-url before HTTPS_PROXY, and for loopback too',
    files: home({ ...TLS, 'proxy-url': PROXY }),
    env: { HTTPS_PROXY: 'http://127.0.0.1:%CLOSED%', NO_PROXY: '*' },
  },
  {
    id: 'NO_PROXY names the address',
    files: home(ZERO),
    env: { HTTPS_PROXY: PROXY, NO_PROXY: 'a.example, 0.0.0.0' },
  },
  {
    id: 'NO_PROXY names another address',
    files: home(ZERO),
    env: { HTTPS_PROXY: PROXY, NO_PROXY: '10.0.0.0/8,0.0.0.1' },
  },
  {
    id: 'NO_PROXY holds the network',
    files: home(ZERO),
    env: { HTTPS_PROXY: PROXY, NO_PROXY: '10.0.0.0/8,0.0.0.0/24' },
  },
  { id: 'no_proxy is everything', files: home(ZERO), env: { HTTPS_PROXY: PROXY, no_proxy: '*' } },
  { id: 'NO_PROXY with the port', files: home(ZERO), env: { HTTPS_PROXY: PROXY, NO_PROXY: '0.0.0.0:%TLS%' } },
  {
    id: 'NO_PROXY with another port',
    files: home(ZERO),
    env: { HTTPS_PROXY: PROXY, NO_PROXY: '0.0.0.0:443' },
  },
  {
    id: 'NO_PROXY names the domain',
    files: home(NAMED),
    env: { HTTPS_PROXY: PROXY, NO_PROXY: 'archmap.test' },
    code: 'unreachable',
  },
  {
    id: 'NO_PROXY names the domain with a dot',
    files: home(NAMED),
    env: { HTTPS_PROXY: PROXY, NO_PROXY: '.archmap.test' },
    code: 'unreachable',
  },
  {
    id: 'NO_PROXY with a dot does not hold the name itself',
    files: home(NAMED),
    env: { HTTPS_PROXY: PROXY, NO_PROXY: '.api.archmap.test' },
  },
  {
    id: 'NO_PROXY is not a part of a name',
    files: home(NAMED),
    env: { HTTPS_PROXY: PROXY, NO_PROXY: 'map.test,pi.archmap.test' },
  },
  { id: 'in a pod', serviceAccount: ACCOUNT, env: POD },
  { id: 'in a pod: its namespace', serviceAccount: ACCOUNT, env: POD, request: 'pods' },
  {
    id: 'in a pod: POD_NAMESPACE',
    serviceAccount: ACCOUNT,
    env: { ...POD, POD_NAMESPACE: 'by-env' },
    request: 'pods',
  },
  { id: 'in a pod: -n', serviceAccount: ACCOUNT, env: POD, request: 'pods', flags: { namespace: 'by-flag' } },
  { id: 'in a pod: --token', serviceAccount: ACCOUNT, env: POD, flags: { token: 'from-flag' } },
  {
    id: 'in a pod: a kubeconfig goes before',
    serviceAccount: ACCOUNT,
    env: POD,
    files: home(TLS, { token: 'of-the-file' }),
    request: 'pods',
  },
  {
    id: 'in a pod: --as',
    serviceAccount: ACCOUNT,
    env: POD,
    flags: { as: 'jane' },
    code: 'kubeconfig',
    differs: {
      why: 'kubectl then forgets that it is in a pod and tries localhost:8080',
      ours: [
        {
          server: 'TLS',
          path: '/version',
          authorization: 'Bearer of-the-pod',
          impersonate: { 'impersonate-user': ['jane'] },
          acceptEncoding: 'gzip',
        },
      ],
    },
  },
  { id: 'in a pod without a token', serviceAccount: { namespace: 'n' }, env: POD, code: 'kubeconfig' },
];
