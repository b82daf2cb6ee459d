import { describe, expect, it } from '@jest/globals';
import type { ContainerRecord } from '../../src/snapshot/records/index.ts';
import { object, record } from './support/project.ts';

const kept = (container: Record<string, unknown>): ContainerRecord | undefined =>
  record('pod', object('v1', 'Pod', 'p', { spec: { containers: [{ name: 'c', ...container }] } })).template
    .containers[0];

const script = (text: string, image = 'etcd:3.6.5-0') => ({ image, command: ['sh', '-c', text] });
const variable = (text: string) => ({
  image: 'kube-apiserver:v1.37.2',
  command: ['kube-apiserver', text],
  env: [{ name: 'V', value: 'hunter2' }],
});

describe('a command line drops', () => {
  it.each<[string, Record<string, unknown>]>([
    ['a variable that is a token', variable('--token=$(V)')],
    [
      'a variable after the name of a secret',
      { ...variable(''), command: ['kube-apiserver', '--client-secret', '$(V)'] },
    ],
    ['a variable that is a password of an address', variable('--etcd-servers=https://root:$(V)@h:2379')],
    ['a variable in a query', variable('--url=https://h/x?token=$(V)')],
    ['a variable after a scheme', variable('--x=Bearer $(V)')],
    ['a variable that is a part of a secret', variable('--token=a$(V)b')],
    [
      'a variable that occurs twice, once masked',
      { ...variable(''), command: ['kube-apiserver', '--cluster-name=$(V)', '--token=$(V)'] },
    ],
    [
      'a variable of a script',
      { ...script('exec etcd --discovery-token=$V'), env: [{ name: 'V', value: 'hunter2' }] },
    ],
    [
      'a variable that a script passes on',
      { ...script('X="${V}"; exec etcd --discovery-token=$X'), env: [{ name: 'V', value: 'hunter2' }] },
    ],
    [
      "etcd's login for discovery",
      { image: 'etcd:3.6.5-0', command: ['etcd', '--discovery-user=root:hunter2'] },
    ],
    [
      'the same in two words',
      { image: 'etcd:3.6.5-0', command: ['etcd', '--discovery-user', 'root:hunter2'] },
    ],
    ['the same in a script', script('exec etcd --discovery-user root:hunter2')],
    [
      "etcd's address of a new cluster",
      { image: 'etcd:3.6.5-0', command: ['etcd', '--discovery=https://d.example/hunter2'] },
    ],
    ['the same, public', script('exec etcd --discovery=https://discovery.etcd.io/hunter2')],
    ['the same, through a proxy', script('exec etcd --x=https://d/v2/keys/_etcd/registry/hunter2')],
    ['a login without a scheme', variable('--etcd-servers=//root:hunter2@h')],
    ["etcdctl's login", { image: 'etcdctl:3', command: ['etcdctl', '--user=root:hunter2'] }],
    [
      "Traefik's account with a certificate authority",
      { image: 'traefik:v3', args: ['--certificatesresolvers.le.acme.eab.hmacencoded=hunter2'] },
    ],
    ["k3s' token", { image: 'rancher/k3s:v1', command: ['k3s', 'server', '-t', 'hunter2'] }],
    ["k3s' token, where its image starts it", { image: 'rancher/k3s:v1', args: ['server', '-t=hunter2'] }],
    ["k3s' token in a script", script('k3s server -t hunter2', 'rancher/k3s:v1')],
    [
      "k3s' key of a VPN",
      { image: 'rancher/k3s:v1', args: ['server', '--vpn-auth=name=tailscale,joinKey=hunter2'] },
    ],
    ["frpc's token", { image: 'x/frpc:1', command: ['frpc', 'tcp', '-t', 'hunter2', '--sk', 'hunter2'] }],
    ["k0s' token", { image: 'x/k0s:1', command: ['k0s', 'worker', 'hunter2'] }],
    ["ngrok's token", { image: 'ngrok/ngrok:3', args: ['config', 'add-authtoken', 'hunter2'] }],
    [
      "tailscale's key",
      { image: 'tailscale/tailscale:1', env: [{ name: 'TS_EXTRA_ARGS', value: '--authkey=hunter2' }] },
    ],
    ["oauth2-proxy's key", { image: 'oauth2-proxy:7', args: ['--signature-key=sha1:hunter2'] }],
    ["external-dns' key", { image: 'external-dns:1', args: ['--txt-encrypt-aes-key=hunter2'] }],
    ["ssh's password", script('sshpass -p hunter2 ssh -R 80:localhost:80 a.example', 'x/ssh:1')],
    ["pinggy's token", script('ssh -R 80:localhost:80 hunter2@a.pinggy.io', 'x/ssh:1')],
    ["curl's login", script('curl -u root:hunter2 https://h; exec etcd')],
  ])('%s', (_, container) => {
    const reported = kept(container);
    expect(reported?.command ?? reported?.args ?? reported?.env).toBeDefined();
    expect(JSON.stringify(reported)).not.toContain('hunter2');
  });
});

describe('a command line keeps', () => {
  it.each<[string, Record<string, unknown>]>([
    ['a variable that is no secret', variable('--event-ttl=$(V)')],
    ['a variable that is a host', variable('--etcd-servers=https://$(V):2379')],
    ['the argument after -t of another program', { image: 'x/ssh:1', command: ['ssh', '-t', 'hunter2'] }],
    ['a user and a group', { image: 'etcdctl:3', command: ['etcdctl', '--user=1000:1000', 'hunter2'] }],
    [
      'a name that Kubernetes sets',
      { image: 'kubelet:1', command: ['kubelet', '--user', 'system:node:hunter2'] },
    ],
  ])('%s', (_, container) => {
    expect(JSON.stringify(kept(container))).toContain('hunter2');
  });
});
