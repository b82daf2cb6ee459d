import type { AddonSignals } from '../signals.ts';

export const security: readonly AddonSignals[] = [
  { id: 'azure-npm', name: 'Azure Network Policy Manager', category: 'policy', images: ['azure-npm'] },
  {
    id: 'kube-network-policies',
    name: 'kube-network-policies',
    category: 'policy',
    images: ['kube-network-policies'],
  },
  {
    id: 'cert-manager',
    name: 'cert-manager',
    category: 'pki',
    images: ['cert-manager-controller'],
    groups: ['cert-manager.io'],
  },
  {
    id: 'vault',
    name: 'Vault',
    category: 'secrets',
    images: ['hashicorp/vault', 'hashicorp/vault-k8s', 'vault-k8s'],
    calls: /^vault-agent-injector/,
    sidecar: 'vault-agent',
  },
  {
    id: 'external-secrets',
    name: 'External Secrets Operator',
    category: 'secrets',
    images: ['external-secrets/external-secrets'],
    groups: ['external-secrets.io'],
  },
  {
    id: 'sealed-secrets',
    name: 'Sealed Secrets',
    category: 'secrets',
    images: ['sealed-secrets-controller', 'bitnami/sealed-secrets'],
    groups: ['bitnami.com'],
  },
  {
    id: 'secrets-store-csi',
    name: 'Secrets Store CSI driver',
    category: 'secrets',
    images: ['csi-secrets-store/driver'],
    groups: ['secrets-store.csi.x-k8s.io'],
  },
  { id: 'kyverno', name: 'Kyverno', category: 'policy', images: ['kyverno/kyverno'], groups: ['kyverno.io'] },
  {
    id: 'gatekeeper',
    name: 'Gatekeeper',
    category: 'policy',
    images: ['openpolicyagent/gatekeeper'],
    groups: ['templates.gatekeeper.sh'],
  },
  {
    id: 'falco',
    name: 'Falco',
    category: 'policy',
    images: ['falcosecurity/falco', 'falcosecurity/falco-no-driver'],
  },
];
