import { describe, expect, it } from '@jest/globals';
import type { FlagAnswer } from '../../src/model/types.ts';
import type { EvidenceDocument } from '../support/example.ts';
import type { Manifest } from './support/cluster.ts';
import { CONTROL_PLANE, apiServerLease, modelOf, node, staticPod } from './support/cluster.ts';

const IMAGE = 'registry.k8s.io/etcd:3.6.8-0';
const ADDRESS = {
  'cp-1': '10.0.0.11',
  'cp-2': '10.0.0.12',
  'cp-3': '10.0.0.13',
  'cp-4': '10.0.0.14',
} as const;
type Host = keyof typeof ADDRESS;

const host = (name: Host) =>
  node(name, { labels: CONTROL_PLANE, addresses: [{ type: 'InternalIP', address: ADDRESS[name] }] });
const peers = (...names: readonly Host[]) =>
  `--initial-cluster=${names.map((name) => `${name}=https://${ADDRESS[name]}:2380`).join(',')}`;
const api = (name: Host, servers = 'https://127.0.0.1:2379', more: readonly string[] = []) =>
  staticPod('kube-apiserver', name, [`--etcd-servers=${servers}`, ...more]);
const member = (name: Host, flags: readonly string[] = [], pod = `etcd-${name}`) =>
  staticPod(
    'etcd',
    name,
    [`--name=${name}`, `--listen-client-urls=https://127.0.0.1:2379,https://${ADDRESS[name]}:2379`, ...flags],
    {
      image: IMAGE,
      name: pod,
    },
  );
const etcdOf = (evidence: EvidenceDocument, ...objects: readonly Manifest[]) =>
  modelOf({ version: 'v1.36.6', ...evidence }, ...objects).controlPlane.etcd;
const names = (answer: FlagAnswer) =>
  answer.known
    ? answer.observations.map(
        ({ instance, uncertainty }) => `${instance}${uncertainty === undefined ? '' : '?'}`,
      )
    : [];
const existing = '--initial-cluster-state=existing';

describe('which etcd belongs to the cluster', () => {
  it('is the pod on the node of each API server that uses the loopback address', () => {
    const etcd = etcdOf(
      {},
      host('cp-1'),
      host('cp-2'),
      api('cp-1'),
      api('cp-2'),
      member('cp-1'),
      member('cp-2'),
    );
    expect(etcd.instances.map(({ name }) => name)).toEqual(['cp-1', 'cp-2']);
    expect(etcd.members).toMatchObject({ known: true, value: 2 });
  });

  it.each<[string, string]>([
    ['address', 'https://10.0.0.12:2379'],
    ['several addresses, one of them not observed', 'https://10.0.0.12:2379,https://10.0.0.99:2379'],
  ])('is the one at that %s, and no other', (_, servers) => {
    const etcd = etcdOf({}, host('cp-1'), host('cp-2'), api('cp-1', servers), member('cp-1'), member('cp-2'));
    expect(etcd.instances.map(({ name }) => name)).toEqual(['cp-2']);
    expect(etcd.notes).toEqual(['pod kube-system/etcd-cp-1 runs an etcd that no API server is pointed at']);
  });

  it('is not one of the pods if the API server uses another address or port', () => {
    for (const servers of ['https://10.9.9.9:2379', 'https://127.0.0.1:4001']) {
      const etcd = etcdOf({}, host('cp-1'), api('cp-1', servers), member('cp-1'));
      expect(etcd.instances).toEqual([]);
      expect(etcd.flag('client-cert-auth')).toMatchObject({
        known: false,
        reason: expect.stringContaining('not one of the etcd Pods'),
      });
    }
  });

  it('may be any of them if the API server uses a host name', () => {
    const etcd = etcdOf({}, host('cp-1'), api('cp-1', 'https://etcd.internal:2379'), member('cp-1'));
    expect(names(etcd.flag('client-cert-auth'))).toEqual(['cp-1?']);
    expect(etcd.members.known).toBe(false);
  });

  it('includes every pod while an API server was not observed', () => {
    const leases = [apiServerLease('a', 'cp-1'), apiServerLease('b', 'cp-2')];
    const etcd = etcdOf(
      {},
      host('cp-1'),
      host('cp-2'),
      ...leases,
      api('cp-1'),
      member('cp-1'),
      member('cp-2'),
    );
    expect(etcd.instances.map(({ name }) => name)).toEqual(['cp-1', 'cp-2']);
  });

  it('has the members that others list as peers', () => {
    const servers = 'https://10.0.0.11:2379';
    const all = [host('cp-1'), host('cp-2'), api('cp-1', servers)];
    const etcd = etcdOf(
      {},
      ...all,
      member('cp-1', [peers('cp-1')]),
      member('cp-2', [peers('cp-1', 'cp-2'), existing]),
    );
    expect(etcd.instances.map(({ name }) => name)).toEqual(['cp-1', 'cp-2']);
  });

  it('separates the etcd for events, which is evaluated but not a member', () => {
    const events = staticPod('etcd', 'cp-1', ['--listen-client-urls=http://127.0.0.1:4002'], {
      name: 'etcd-events-cp-1',
      image: IMAGE,
    });
    const overrides = ['--etcd-servers-overrides=/events#http://127.0.0.1:4002'];
    const etcd = etcdOf({}, host('cp-1'), api('cp-1', undefined, overrides), member('cp-1'), events);
    expect(names(etcd.flag('listen-client-urls'))).toEqual(['cp-1', 'cp-1 (etcd-events-cp-1)']);
    expect(etcd.members).toMatchObject({ known: true, value: 1 });
  });

  it('is another data store only if every address is a socket', () => {
    const topology = (servers: string) => etcdOf({}, host('cp-1'), api('cp-1', servers)).topology;
    expect(topology('unix:///var/run/kine.sock')).toMatchObject({ value: 'other' });
    expect(topology('unix:///var/run/kine.sock,https://10.9.9.9:2379')).toMatchObject({ value: 'external' });
  });
});

describe('the number of members', () => {
  const three = (['cp-1', 'cp-2', 'cp-3'] as const).flatMap((name) => [host(name), api(name)]);

  it('is known if every listed member is observed', () => {
    const etcd = etcdOf(
      {},
      ...three,
      member('cp-1', [peers('cp-1')]),
      member('cp-2', [peers('cp-1', 'cp-2'), existing]),
      member('cp-3', [peers('cp-1', 'cp-2', 'cp-3'), existing]),
    );
    expect(etcd.members).toMatchObject({ known: true, value: 3 });
  });

  it('is unknown while an initial member is not observed', () => {
    const etcd = etcdOf({}, host('cp-1'), api('cp-1'), member('cp-1', [peers('cp-1', 'cp-2', 'cp-3')]));
    expect(etcd.members).toMatchObject({
      known: false,
      reason: expect.stringContaining('cp-2, cp-3 are named'),
    });
  });

  it('excludes a member that had left before the last one joined', () => {
    const etcd = etcdOf(
      {},
      ...three,
      member('cp-1', [peers('cp-1', 'cp-4')]),
      member('cp-2', [peers('cp-1', 'cp-4', 'cp-2'), existing]),
      member('cp-3', [peers('cp-1', 'cp-2', 'cp-3'), existing]),
    );
    expect(etcd.members).toMatchObject({ known: true, value: 3 });
  });

  it('is unknown while the API server uses another address', () => {
    const servers = 'https://10.0.0.11:2379,https://10.0.0.12:2379,https://10.0.0.13:2379';
    const etcd = etcdOf({}, host('cp-1'), api('cp-1', servers), member('cp-1'));
    expect(etcd.members).toMatchObject({ known: false, reason: expect.stringContaining('10.0.0.12') });
  });

  it('comes from the addresses of the API server if no pod is observed', () => {
    const servers = 'https://10.0.0.21:2379,https://10.0.0.22:2379,https://10.0.0.23:2379';
    expect(etcdOf({}, host('cp-1'), api('cp-1', servers)).members).toMatchObject({
      known: true,
      value: 3,
    });
  });

  it('is a lower bound while not all pods were listed', () => {
    const etcd = etcdOf({ partial: ['pods'] }, host('cp-1'), api('cp-1'), member('cp-1'));
    expect(etcd.members).toMatchObject({
      known: false,
      reason: expect.stringContaining('1 member of etcd was observed'),
    });
  });
});

describe('etcd settings in environment variables', () => {
  const configured = (env: readonly object[], more: object = {}, words: readonly string[] = []) => {
    const pod = staticPod('etcd', 'cp-1', words, { image: IMAGE });
    const spec = pod['spec'] as { containers: object[] };
    spec.containers = spec.containers.map((container) => ({ ...container, env, ...more }));
    return etcdOf({}, host('cp-1'), pod);
  };
  const reported = (answer: FlagAnswer) =>
    answer.known ? answer.observations.map(({ value, evidence }) => [value, evidence.value]) : answer.reason;

  it('count if the flag is not set, and are reported as written', () => {
    const etcd = configured([{ name: 'ETCD_CLIENT_CERT_AUTH', value: 'true' }]);
    expect(reported(etcd.flag('client-cert-auth'))).toEqual([['true', 'ETCD_CLIENT_CERT_AUTH=true']]);
  });

  it('do not count if the flag is set or if they are empty', () => {
    const env = [
      { name: 'ETCD_CLIENT_CERT_AUTH', value: 'true' },
      { name: 'ETCD_TRUSTED_CA_FILE', value: '' },
    ];
    const etcd = configured(env, {}, ['--client-cert-auth=false']);
    expect(reported(etcd.flag('client-cert-auth'))).toEqual([['false', '--client-cert-auth=false']]);
    expect(reported(etcd.flag('trusted-ca-file'))).toEqual([['', '--trusted-ca-file not set']]);
  });

  it('are unknown if they come from another object', () => {
    const secret = [{ name: 'ETCD_CLIENT_CERT_AUTH', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }];
    expect(configured(secret).flag('client-cert-auth').known).toBe(false);
    expect(configured(secret).flag('auto-tls').known).toBe(true);
    const anywhere = configured([], { envFrom: [{ configMapRef: { name: 'c' } }] }, [
      '--client-cert-auth=true',
    ]);
    expect(anywhere.flag('auto-tls').known).toBe(false);
    // A configuration file that a variable may set replaces every flag.
    expect(names(anywhere.flag('client-cert-auth'))).toEqual(['cp-1?']);
  });

  it('may set a file that replaces everything', () => {
    const etcd = configured([{ name: 'ETCD_CONFIG_FILE', value: '/etc/etcd.yaml' }], {}, [
      '--client-cert-auth=true',
    ]);
    expect(reported(etcd.flag('client-cert-auth'))).toContain('/etc/etcd.yaml');
  });
});
