import type { BenchmarkSection } from './row.ts';
import { mode, owner } from './row.ts';

const PKI = '/etc/kubernetes/pki';
const KUBELET_UNIT = '/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf';
/** kubeadm runs kube-proxy as a pod that reads its kubeconfig from a ConfigMap: the file does not exist then. */
const PROXY = '/etc/kubernetes/proxy.conf';
const ROOT = 'root:root';

export const nodes: readonly BenchmarkSection[] = [
  {
    id: '4.1',
    title: 'Worker node files',
    rows: [
      mode('4.1.1', 'kubelet service file', '600', KUBELET_UNIT),
      owner('4.1.2', 'kubelet service file', ROOT, KUBELET_UNIT),
      mode('4.1.3', 'kube-proxy kubeconfig (if present)', '600', PROXY),
      owner('4.1.4', 'kube-proxy kubeconfig (if present)', ROOT, PROXY),
      mode('4.1.5', 'kubelet kubeconfig (kubelet.conf)', '600', '/etc/kubernetes/kubelet.conf'),
      owner('4.1.6', 'kubelet kubeconfig (kubelet.conf)', ROOT, '/etc/kubernetes/kubelet.conf'),
      mode('4.1.7', 'kubelet client CA file', '644', `${PKI}/ca.crt`),
      owner('4.1.8', 'kubelet client CA file', ROOT, `${PKI}/ca.crt`),
      mode('4.1.9', 'kubelet configuration file', '600', '/var/lib/kubelet/config.yaml'),
      owner('4.1.10', 'kubelet configuration file', ROOT, '/var/lib/kubelet/config.yaml'),
    ],
  },
  {
    id: '4.2',
    title: 'Kubelet',
    rows: [
      { id: '4.2.1', title: 'Anonymous requests (authentication.anonymous.enabled)' },
      { id: '4.2.2', title: 'Authorization mode (authorization.mode)' },
      { id: '4.2.3', title: 'Client CA (authentication.x509.clientCAFile)' },
      { id: '4.2.4', title: 'Read-only port (readOnlyPort)' },
      { id: '4.2.5', title: 'Timeout of idle streams (streamingConnectionIdleTimeout)' },
      { id: '4.2.6', title: 'iptables utility chains (makeIPTablesUtilChains)' },
      { id: '4.2.7', title: 'Host name override (--hostname-override)' },
      { id: '4.2.8', title: 'Event rate limit (eventRecordQPS)' },
      { id: '4.2.9', title: 'TLS certificate and key (tlsCertFile, tlsPrivateKeyFile)' },
      { id: '4.2.10', title: 'Client certificate rotation (rotateCertificates)' },
      { id: '4.2.11', title: 'Serving certificate rotation (RotateKubeletServerCertificate)' },
      { id: '4.2.12', title: 'TLS cipher suites (tlsCipherSuites)' },
      { id: '4.2.13', title: 'Pod PID limit (podPidsLimit)' },
      { id: '4.2.14', title: 'Default seccomp profile (seccompDefault)' },
    ],
  },
  {
    id: '4.3',
    title: 'kube-proxy',
    rows: [{ id: '4.3.1', title: 'Metrics bind address (metricsBindAddress)' }],
  },
];
