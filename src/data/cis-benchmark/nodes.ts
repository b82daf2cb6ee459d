import type { BenchmarkSection } from './row.ts';
import { mode, owner } from './row.ts';

const PKI = '/etc/kubernetes/pki';
const KUBELET_UNIT = '/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf';
/** kubeadm runs kube-proxy as a pod that reads its kubeconfig from a ConfigMap: the file is then not there. */
const PROXY = '/etc/kubernetes/proxy.conf';
const ROOT = 'root:root';

export const nodes: readonly BenchmarkSection[] = [
  {
    id: '4.1',
    title: 'Files of the nodes',
    rows: [
      mode('4.1.1', 'Unit file of the kubelet', '600', KUBELET_UNIT),
      owner('4.1.2', 'Unit file of the kubelet', ROOT, KUBELET_UNIT),
      mode('4.1.3', 'Kubeconfig of kube-proxy, if there is one', '600', PROXY),
      owner('4.1.4', 'Kubeconfig of kube-proxy, if there is one', ROOT, PROXY),
      mode('4.1.5', 'Kubeconfig of the kubelet', '600', '/etc/kubernetes/kubelet.conf'),
      owner('4.1.6', 'Kubeconfig of the kubelet', ROOT, '/etc/kubernetes/kubelet.conf'),
      mode('4.1.7', "CA of the kubelet's clients", '644', `${PKI}/ca.crt`),
      owner('4.1.8', "CA of the kubelet's clients", ROOT, `${PKI}/ca.crt`),
      mode('4.1.9', 'Configuration of the kubelet', '600', '/var/lib/kubelet/config.yaml'),
      owner('4.1.10', 'Configuration of the kubelet', ROOT, '/var/lib/kubelet/config.yaml'),
    ],
  },
  {
    id: '4.2',
    title: 'Kubelet',
    rows: [
      { id: '4.2.1', title: 'Requests without credentials are refused' },
      { id: '4.2.2', title: 'Authorization is not AlwaysAllow' },
      { id: '4.2.3', title: 'Client certificates are verified by a set CA' },
      { id: '4.2.4', title: 'The read-only port is closed' },
      { id: '4.2.5', title: 'Idle streams are closed after some time' },
      { id: '4.2.6', title: 'It keeps its iptables chains' },
      { id: '4.2.7', title: 'Its host name is not overridden' },
      { id: '4.2.8', title: 'Events are recorded at a fitting rate' },
      { id: '4.2.9', title: 'It serves with a certificate that was given to it' },
      { id: '4.2.10', title: 'Its client certificate is rotated' },
      { id: '4.2.11', title: 'Its serving certificate is rotated' },
      { id: '4.2.12', title: 'Only strong TLS ciphers' },
      { id: '4.2.13', title: 'The processes of a pod are limited' },
      { id: '4.2.14', title: 'Containers get a seccomp profile by default' },
    ],
  },
  {
    id: '4.3',
    title: 'kube-proxy',
    rows: [{ id: '4.3.1', title: 'Metrics are served on the loopback address only' }],
  },
];
