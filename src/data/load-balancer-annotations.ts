/**
 * Annotations that make the load balancer of a Service internal, with the values that the cloud controllers accept as true. As of
 * 2026-11-29; source: per entry, by repository and file (https://github.com/kubernetes/cloud-provider-aws and its like). Each cloud's
 * controller reads only its own; a public address in the status takes precedence over all of them.
 */
export const asOf = '2026-11-29';

export interface CloudAnnotations {
  cloud: string;
  /** `spec.providerID` of its nodes. */
  providerID: RegExp;
  /** The first one that the Service has decides. */
  internal: readonly { key: string; yes: RegExp }[];
  /** Source of the entry; `unverified`: second-hand documentation, its controller is not public. */
  source: string;
}

/** Go's strconv.ParseBool. */
const GO_TRUE = /^(?:1|t|T|TRUE|true|True)$/;
const TRUE = /^true$/;

export const cloudAnnotations: readonly CloudAnnotations[] = [
  {
    cloud: 'AWS',
    providerID: /^aws:\/\//,
    // Any value except empty and "false": older manuals recommend 0.0.0.0/0.
    internal: [{ key: 'service.beta.kubernetes.io/aws-load-balancer-internal', yes: /^(?!false$)./s }],
    source: 'cloud-provider-aws pkg/providers/v1/aws.go, EnsureLoadBalancer',
  },
  {
    cloud: 'Google Cloud',
    providerID: /^gce:\/\//,
    internal: [
      { key: 'networking.gke.io/load-balancer-type', yes: /^[Ii]nternal$/ },
      { key: 'cloud.google.com/load-balancer-type', yes: /^[Ii]nternal$/ },
    ],
    source: 'cloud-provider-gcp providers/gce/gce_annotations.go, GetLoadBalancerAnnotationType',
  },
  {
    cloud: 'Azure',
    providerID: /^azure:\/\//,
    internal: [{ key: 'service.beta.kubernetes.io/azure-load-balancer-internal', yes: TRUE }],
    source: 'cloud-provider-azure pkg/provider/azure_loadbalancer.go, requiresInternalLoadBalancer',
  },
  {
    cloud: 'Oracle Cloud',
    providerID: /^(?:ocid1\.instance|oci:)/,
    internal: [
      { key: 'oci-network-load-balancer.oraclecloud.com/internal', yes: GO_TRUE },
      { key: 'service.beta.kubernetes.io/oci-load-balancer-internal', yes: GO_TRUE },
    ],
    source:
      'oci-cloud-controller-manager pkg/cloudprovider/providers/oci/load_balancer_spec.go, isInternalLB; which of the two counts depends on oci.oraclecloud.com/load-balancer-type',
  },
  {
    cloud: 'OpenStack',
    providerID: /^openstack:\/\//,
    internal: [{ key: 'service.beta.kubernetes.io/openstack-internal-load-balancer', yes: TRUE }],
    source:
      'cloud-provider-openstack pkg/openstack/loadbalancer.go, getBoolFromServiceAnnotation (OVHcloud, too: its clusters run it)',
  },
  {
    cloud: 'DigitalOcean',
    providerID: /^digitalocean:\/\//,
    internal: [{ key: 'service.beta.kubernetes.io/do-loadbalancer-network', yes: /^INTERNAL$/ }],
    source: 'digitalocean-cloud-controller-manager CHANGELOG v0.1.53; other spellings unverified',
  },
  {
    cloud: 'Scaleway',
    providerID: /^scaleway:\/\//,
    internal: [{ key: 'service.beta.kubernetes.io/scw-loadbalancer-private', yes: GO_TRUE }],
    source:
      'scaleway-cloud-controller-manager docs/loadbalancer-annotations.md; that it is ParseBool is unverified',
  },
  {
    cloud: 'Hetzner Cloud',
    providerID: /^hcloud:\/\//,
    internal: [{ key: 'load-balancer.hetzner.cloud/disable-public-network', yes: GO_TRUE }],
    source: 'hcloud-cloud-controller-manager internal/annotation/load_balancer.go',
  },
  {
    cloud: 'IBM Cloud',
    providerID: /^ibm:\/\//,
    internal: [{ key: 'service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type', yes: /^private$/ }],
    source: 'cloud-provider-ibm, serviceAnnotationIPType; documentation of IBM Cloud Kubernetes Service',
  },
  {
    cloud: 'Alibaba Cloud',
    providerID: /^(?:alicloud:\/\/|[a-z]{2}-[a-z0-9-]+\.i-)/,
    internal: [
      {
        key: 'service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type',
        yes: /^intranet$/i,
      },
    ],
    source: 'documentation of ACK; unverified in the source of cloud-provider-alibaba-cloud',
  },
  {
    cloud: 'Tencent Cloud',
    providerID: /^qcloud:\/\//,
    internal: [{ key: 'service.kubernetes.io/qcloud-loadbalancer-internal-subnetid', yes: /./s }],
    source: 'documentation of TKE; unverified, the controller is not public',
  },
  {
    cloud: 'Huawei Cloud',
    providerID: /^huaweicloud:\/\//,
    internal: [{ key: 'kubernetes.io/elb.autocreate', yes: /"type"\s*:\s*"inner"/ }],
    source:
      'documentation of CCE; unverified, the controller is not public and its nodes may bear no provider',
  },
];

/**
 * Linode's NodeBalancers, Klipper, MetalLB, kube-vip and Cilium's LB IPAM have no such annotation that was verified: the address that they
 * assign shows whether it is public.
 */
export function cloudOf(providerID: string | undefined): string | undefined {
  return cloudAnnotations.find((cloud) => cloud.providerID.test(providerID ?? ''))?.cloud;
}
