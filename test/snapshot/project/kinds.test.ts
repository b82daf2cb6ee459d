import { describe, expect, it } from '@jest/globals';
import { object, project, record } from '../support/project.ts';

describe('other kinds', () => {
  it('nodes: of the command line of k3s what is read, of its environment the names and directories', () => {
    const node = record('node', {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name: 'n1',
        labels: { 'node-role.kubernetes.io/control-plane': '' },
        annotations: {
          'k3s.io/node-args':
            '["server","--datastore-endpoint","postgres://u:p@db/k","--my-token","x","--vpn-auth","name=tailscale,joinKey=canary","--kube-apiserver-arg","anonymous-auth=false","--kube-apiserver-arg=some-key=canary","--secrets-encryption","false","--cluster-init","--data-dir","/disk/k3s","--kubelet-arg","root-dir=/disk/kubelet","--kubelet-arg=node-labels=canary=1","-d","canary"]',
          'k3s.io/node-env':
            '{"K3S_DATA_DIR":"/disk/k3s","RKE2_DATA_DIR":"x:canary@y","K3S_TOKEN":"abc","K3S_VPN_AUTH":"name=tailscale,joinKey=canary","K3S_URL":"https://x"}',
          'volumes.kubernetes.io/controller-managed-attach-detach': 'true',
        },
      },
      spec: {
        podCIDRs: ['10.0.0.0/24'],
        taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
        unschedulable: true,
      },
      status: {
        nodeInfo: { kubeletVersion: 'v1.34.1+k3s1', containerRuntimeVersion: 'containerd://2.1.5' },
        addresses: [{ type: 'ExternalIP', address: '8.8.8.8' }],
        conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'long' }],
        daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
        capacity: { cpu: '4', memory: '8Gi', pods: 110 },
      },
    });
    expect(node).toEqual({
      name: 'n1',
      labels: { 'node-role.kubernetes.io/control-plane': '' },
      annotations: {
        'k3s.io/node-args':
          '["server","--datastore-endpoint","--my-token","--vpn-auth","--kube-apiserver-arg","anonymous-auth=false","--kube-apiserver-arg=some-key=(not kept)","--secrets-encryption","false","--cluster-init","--data-dir","/disk/k3s","--kubelet-arg","root-dir=/disk/kubelet","--kubelet-arg=node-labels=(not kept)","-d"]',
        'k3s.io/node-env':
          '{"K3S_DATA_DIR":"/disk/k3s","RKE2_DATA_DIR":"(not kept)","K3S_TOKEN":"(not kept)","K3S_VPN_AUTH":"(not kept)","K3S_URL":"(not kept)"}',
      },
      podCIDRs: ['10.0.0.0/24'],
      taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
      unschedulable: true,
      conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }],
      addresses: [{ type: 'ExternalIP', address: '8.8.8.8' }],
      kubeletVersion: 'v1.34.1+k3s1',
      containerRuntime: 'containerd://2.1.5',
      kubeletPort: 10250,
      capacity: { cpu: '4', memory: '8Gi', pods: '110' },
    });
  });

  it('workloads: replicas by kind, owned copies without template', () => {
    const template = {
      metadata: { labels: { app: 'x' } },
      spec: { containers: [{ name: 'c', image: 'i' }] },
    };
    expect(record('workload', object('apps/v1', 'Deployment', 'd', { spec: { template } }))).toMatchObject({
      replicas: 1,
    });
    expect(
      record(
        'workload',
        object('apps/v1', 'Deployment', 'd', {
          spec: { replicas: 3, template },
          status: { observedGeneration: 1 },
        }),
      ),
    ).toMatchObject({ replicas: 3, readyReplicas: 0 });
    expect(
      record(
        'workload',
        object('apps/v1', 'DaemonSet', 'd', {
          spec: { template },
          status: { desiredNumberScheduled: 5, numberReady: 4 },
        }),
      ),
    ).toMatchObject({ replicas: 5, readyReplicas: 4 });
    expect(
      record(
        'workload',
        object('batch/v1', 'CronJob', 'c', {
          spec: { schedule: '0 * * * *', jobTemplate: { spec: { template } } },
        }),
      ),
    ).toMatchObject({ schedule: '0 * * * *', template: { labels: { app: 'x' } } });
    const owned = {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: 'r', namespace: 'ns', ownerReferences: [{ kind: 'Deployment', name: 'd' }] },
      spec: { replicas: 2, template },
    };
    expect(record('workload', owned)).not.toHaveProperty('template');
  });

  it('services and endpoint slices', () => {
    expect(
      record(
        'service',
        object('v1', 'Service', 's', {
          spec: {
            type: 'LoadBalancer',
            ports: [{ port: 80, targetPort: 'http', nodePort: 30080 }],
            selector: { app: 'x' },
            loadBalancerSourceRanges: ['10.0.0.0/8'],
          },
          status: { loadBalancer: { ingress: [{ ip: '1.2.3.4' }, { hostname: 'lb.example.com' }] } },
        }),
      ),
    ).toMatchObject({
      type: 'LoadBalancer',
      ports: [{ port: 80, targetPort: 'http', nodePort: 30080 }],
      loadBalancer: ['1.2.3.4', 'lb.example.com'],
    });
    expect(record('service', object('v1', 'Service', 's')).type).toBe('ClusterIP');
    expect(
      record('endpointSlice', {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { name: 'e', namespace: 'default', labels: { 'kubernetes.io/service-name': 'kubernetes' } },
        addressType: 'IPv4',
        endpoints: [{ addresses: ['10.0.0.1', '10.0.0.2'] }],
        ports: [{ name: 'https', port: 6443 }],
      }),
    ).toMatchObject({ service: 'kubernetes', addresses: ['10.0.0.1', '10.0.0.2'] });
  });

  it('RBAC: core group, aggregated roles, service accounts without namespace', () => {
    expect(
      record(
        'role',
        object(
          'rbac.authorization.k8s.io/v1',
          'ClusterRole',
          'r',
          {
            aggregationRule: {},
            rules: [{ verbs: ['get'], apiGroups: [''], resources: ['pods'] }, { verbs: [] }],
          },
          null,
        ),
      ),
    ).toEqual({
      kind: 'ClusterRole',
      name: 'r',
      labels: {},
      rules: [{ verbs: ['get'], apiGroups: [''], resources: ['pods'] }],
      aggregated: true,
    });
    expect(
      record(
        'binding',
        object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'b', {
          roleRef: { kind: 'ClusterRole', name: 'view' },
          subjects: [
            { kind: 'ServiceAccount', name: 'sa' },
            { kind: 'Robot', name: 'x' },
          ],
        }),
      ),
    ).toEqual({
      kind: 'RoleBinding',
      name: 'b',
      namespace: 'ns',
      labels: {},
      role: { kind: 'ClusterRole', name: 'view' },
      subjects: [{ kind: 'ServiceAccount', name: 'sa', namespace: 'ns' }],
    });
    expect(project(object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'b'))).toBeUndefined();
  });

  it('network policies of several kinds', () => {
    const policy = (apiVersion: string, kind: string, spec: object, namespace: string | null = 'ns') =>
      record('networkPolicy', object(apiVersion, kind, 'p', { spec }, namespace));
    expect(policy('networking.k8s.io/v1', 'NetworkPolicy', { podSelector: {} })).toEqual({
      namespace: 'ns',
      name: 'p',
      kind: 'NetworkPolicy',
      ingress: true,
      egress: false,
      sections: [{ subjects: [{ pods: [] }], isolates: true, rules: [] }],
      outgoing: [],
      typesUnset: true,
    });
    expect(
      policy('networking.k8s.io/v1', 'NetworkPolicy', {
        podSelector: { matchExpressions: [{}] },
        policyTypes: ['Egress'],
        ingress: [{ ports: [{ port: 90, endPort: 80 }] }],
        egress: [{ to: [{ podSelector: {} }], ports: [{ port: 'dns', protocol: 'UDP' }] }],
      }),
    ).toMatchObject({
      ingress: false,
      egress: true,
      sections: [],
      outgoing: [
        {
          isolates: true,
          rules: [{ action: 'allow', from: [{ pods: [] }], ports: [], others: ['UDP/dns'] }],
        },
      ],
      idle: ['ingress'],
      emptyRanges: ['endPort 80 below port 90'],
    });
    expect(
      policy('networking.k8s.io/v1', 'NetworkPolicy', {
        podSelector: {
          matchLabels: { app: 'x' },
          matchExpressions: [{ key: 'y', operator: 'In', values: ['', 'a'] }],
        },
        ingress: [
          {
            from: [
              { namespaceSelector: {}, podSelector: { matchLabels: { role: 'edge' } } },
              { podSelector: {} },
              { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } },
            ],
            ports: [{ port: 80 }, { port: 8000, endPort: 8100 }, { protocol: 'UDP', port: 53 }],
          },
        ],
      }),
    ).toMatchObject({
      sections: [
        {
          subjects: [{ pods: ['app=x', 'y In ,a'] }],
          rules: [
            {
              action: 'allow',
              from: [
                { namespaces: [], pods: ['role=edge'] },
                { pods: [] },
                { block: '10.0.0.0/8', except: ['10.1.0.0/16'] },
              ],
              ports: ['80', '8000-8100'],
              others: ['UDP/53'],
            },
          ],
        },
      ],
    });
    expect(
      policy('cilium.io/v2', 'CiliumNetworkPolicy', {
        endpointSelector: { matchLabels: { 'k8s:app': 'x' } },
        ingress: [{}],
      }),
    ).toMatchObject({
      ingress: true,
      egress: false,
      sections: [{ subjects: [{ pods: ['app=x'] }], isolates: true, rules: [] }],
    });
    expect(
      policy(
        'projectcalico.org/v3',
        'GlobalNetworkPolicy',
        { selector: 'all()', types: ['Ingress', 'Egress'], order: 10 },
        null,
      ),
    ).toEqual({
      name: 'p',
      kind: 'GlobalNetworkPolicy',
      ingress: true,
      egress: true,
      tier: 'default',
      order: 10,
      sections: [{ subjects: [{ namespaces: [], pods: [] }], isolates: true, rules: [] }],
      outgoing: [{ subjects: [{ namespaces: [], pods: [] }], isolates: true, rules: [] }],
    });
    expect(
      policy('crd.projectcalico.org/v1', 'NetworkPolicy', { selector: "app == 'x' && !has(y)" }),
    ).toMatchObject({
      kind: 'CalicoNetworkPolicy',
      sections: [{ subjects: [{ pods: ['app In x', 'y DoesNotExist'] }] }],
    });
  });

  it('gateways and routes of both kinds', () => {
    expect(
      record(
        'gateway',
        object('gateway.networking.k8s.io/v1', 'Gateway', 'g', {
          spec: {
            gatewayClassName: 'eg',
            listeners: [
              {
                name: 'https',
                port: 443,
                protocol: 'HTTPS',
                tls: {},
                allowedRoutes: { namespaces: { from: 'All' } },
              },
            ],
          },
        }),
      ),
    ).toMatchObject({
      api: 'gateway.networking.k8s.io',
      listeners: [
        {
          name: 'https',
          port: 443,
          protocol: 'HTTPS',
          hosts: [],
          tlsMode: 'Terminate',
          allowedRoutes: 'All',
        },
      ],
    });
    expect(
      record(
        'gateway',
        object('networking.istio.io/v1', 'Gateway', 'g', {
          spec: {
            selector: { istio: 'ingress' },
            servers: [{ port: { number: 80, protocol: 'HTTP' }, hosts: ['*'], tls: { httpsRedirect: true } }],
          },
        }),
      ),
    ).toMatchObject({
      api: 'networking.istio.io',
      selector: { istio: 'ingress' },
      listeners: [{ port: 80, protocol: 'HTTP', hosts: ['*'], httpsRedirect: true }],
    });
    expect(
      record(
        'route',
        object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'r', {
          spec: {
            parentRefs: [{ name: 'g', namespace: 'edge' }],
            hostnames: ['a.example.com'],
            rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
          },
        }),
      ),
    ).toMatchObject({ parents: ['edge/g'], hosts: ['a.example.com'], backends: ['ns/web:80'] });
    expect(
      record(
        'route',
        object('networking.istio.io/v1', 'VirtualService', 'v', {
          spec: { hosts: ['a'], http: [{ route: [{ destination: { host: 'web', port: { number: 80 } } }] }] },
        }),
      ),
    ).toMatchObject({ parents: ['mesh'], backends: ['web:80'] });
    expect(
      record(
        'route',
        object('traefik.io/v1alpha1', 'IngressRoute', 'i', {
          spec: {
            entryPoints: ['web'],
            routes: [
              { match: 'Host(`a.example.com`) && PathPrefix(`/`)', services: [{ name: 's', port: 80 }] },
            ],
          },
        }),
      ),
    ).toMatchObject({ hosts: ['a.example.com'], backends: ['ns/s:80'] });
    const proxy = project(
      object('projectcontour.io/v1', 'HTTPProxy', 'h', {
        spec: {
          virtualhost: { fqdn: 'a', tls: { secretName: 't' } },
          routes: [{ services: [{ name: 's', port: 80 }], permitInsecure: true }],
        },
      }),
    );
    expect(proxy).toMatchObject({ kind: 'route', record: { hosts: ['a'] } });
  });

  it('storage, ingress, webhooks, CRDs, APIServices, leases', () => {
    expect(
      record(
        'persistentVolume',
        object(
          'v1',
          'PersistentVolume',
          'v',
          {
            spec: {
              capacity: { storage: '1Gi' },
              claimRef: { namespace: 'a', name: 'b' },
              nodeAffinity: {
                required: {
                  nodeSelectorTerms: [
                    { matchExpressions: [{ key: 'topology.kubernetes.io/zone', values: ['b', 'a'] }] },
                  ],
                },
              },
              csi: { driver: 'ebs.csi.aws.com', nodePublishSecretRef: { name: 's' } },
            },
          },
          null,
        ),
      ),
    ).toMatchObject({
      type: 'csi',
      target: 'ebs.csi.aws.com',
      claim: 'a/b',
      capacity: '1Gi',
      zones: ['a', 'b'],
    });
    expect(
      record('storageClass', {
        ...object('storage.k8s.io/v1', 'StorageClass', 's', {}, null),
        provisioner: 'ebs',
        parameters: { encrypted: 'true', kmsKeyId: 'arn:x', adminSecretName: 's' },
      }),
    ).toMatchObject({ parameters: { encrypted: 'true', kmsKeyId: '(set)' } });
    expect(
      record(
        'ingress',
        object('extensions/v1beta1', 'Ingress', 'i', {
          spec: { rules: [{ http: { paths: [{ backend: { serviceName: 's', servicePort: 80 } }] } }] },
        }),
      ),
    ).toMatchObject({ hosts: ['*'], backends: ['s:80'], hasTls: false });
    const webhook = object(
      'admissionregistration.k8s.io/v1',
      'ValidatingWebhookConfiguration',
      'w',
      {
        webhooks: [
          {
            name: 'a',
            failurePolicy: 'Fail',
            clientConfig: { service: { namespace: 'n', name: 's' }, caBundle: 'LS0t' },
            namespaceSelector: { matchExpressions: [{ key: 'k', operator: 'NotIn', values: ['x', 'y'] }] },
            rules: [{ operations: ['*'], apiGroups: [''], resources: ['pods'] }],
          },
        ],
      },
      null,
    );
    expect(record('webhook', webhook).webhooks[0]).toEqual({
      name: 'a',
      failurePolicy: 'Fail',
      service: 'n/s',
      path: 0,
      servicePort: 443,
      hasCaBundle: true,
      namespaceSelector: ['k NotIn x,y'],
      rules: [{ operations: ['*'], apiGroups: [''], resources: ['pods'] }],
    });
    const webhooks = (version: string, ...list: object[]) =>
      record(
        'webhook',
        object(
          `admissionregistration.k8s.io/${version}`,
          'MutatingWebhookConfiguration',
          'w',
          { webhooks: list },
          null,
        ),
      ).webhooks;
    const at = (url: string) => webhooks('v1', { name: 'a', clientConfig: { url } })[0];
    expect(at('https://x.shop.svc:8443/p')).toMatchObject({
      urlLeads: 'cluster',
      service: 'shop/x',
      servicePort: 8443,
    });
    expect(at('https://x.shop.svc.cluster.local.')).toMatchObject({
      urlLeads: 'cluster',
      service: 'shop/x',
      servicePort: 443,
    });
    expect(at('https://10.96.0.7/p')).toMatchObject({
      urlLeads: 'elsewhere',
      address: '10.96.0.7',
      servicePort: 443,
    });
    // The host may be a node's name; the rest may be a secret.
    const elsewhere = at('https://user:made-up@Hooks.example.org:9443/made-up?made-up#made-up');
    expect(elsewhere).toMatchObject({ urlLeads: 'elsewhere', urlHost: 'hooks.example.org' });
    expect(JSON.stringify(elsewhere)).not.toContain('made-up');
    for (const host of ['localhost', '127.0.0.1', '[::1]', '2130706433', '0.0.0.0'])
      expect(at(`https://${host}:9443`)).toMatchObject({ urlLeads: 'loopback' });
    expect(webhooks('v1beta1', { name: 'a' })).toMatchObject([
      { failurePolicy: 'Ignore', matchPolicy: 'Exact' },
    ]);
    expect(webhooks('v1', { name: 'a' })[0]).not.toHaveProperty('failurePolicy');
    expect(
      webhooks('v1', {
        name: 'a',
        rules: [
          { operations: ['*'], apiGroups: ['apps'], apiVersions: ['v1'], resources: ['*'], scope: 'Cluster' },
        ],
      }),
    ).toMatchObject([{ rules: [{ apiVersions: ['v1'], scope: 'Cluster' }] }]);
    expect(
      record(
        'crd',
        object(
          'apiextensions.k8s.io/v1',
          'CustomResourceDefinition',
          'a.x.io',
          {
            spec: {
              group: 'x.io',
              names: { kind: 'A', plural: 'a' },
              scope: 'Namespaced',
              versions: [
                { name: 'v1', schema: {} },
                { name: 'v0', served: false },
              ],
            },
          },
          null,
        ),
      ),
    ).toMatchObject({ versions: ['v1'] });
    expect(
      record(
        'apiService',
        object(
          'apiregistration.k8s.io/v1',
          'APIService',
          'v1beta1.metrics.k8s.io',
          {
            spec: {
              group: 'metrics.k8s.io',
              version: 'v1beta1',
              insecureSkipTLSVerify: true,
              service: { namespace: 'kube-system', name: 'm' },
            },
            status: { conditions: [{ type: 'Available', status: 'False', reason: 'MissingEndpoints' }] },
          },
          null,
        ),
      ),
    ).toMatchObject({
      service: 'kube-system/m',
      insecureSkipTlsVerify: true,
      available: false,
      reason: 'MissingEndpoints',
    });
    expect(
      record(
        'lease',
        object('coordination.k8s.io/v1', 'Lease', 'l', {
          spec: { holderIdentity: 'h', renewTime: '2026-01-01T00:00:00Z', leaseTransitions: 2 },
        }),
      ),
    ).toMatchObject({ holder: 'h', transitions: 2 });
  });

  it('priority classes: value and whether it is the default', () => {
    const fields = { value: 1_000, globalDefault: true, description: 'x', preemptionPolicy: 'Never' };
    const raw = object('scheduling.k8s.io/v1', 'PriorityClass', 'batch', fields, null);
    expect(record('priorityClass', raw)).toEqual({ name: 'batch', value: 1_000, globalDefault: true });
    expect(
      record(
        'priorityClass',
        object('scheduling.k8s.io/v1beta1', 'PriorityClass', 'web', { value: 0, globalDefault: false }, null),
      ),
    ).toEqual({ name: 'web', value: 0 });
  });

  it('custom resources: listed fields only', () => {
    const custom = (apiVersion: string, kind: string, rest: object) =>
      record('custom', object(apiVersion, kind, 'x', rest));
    expect(
      custom('security.istio.io/v1', 'PeerAuthentication', {
        spec: {
          mtls: { mode: 'STRICT', other: 1 },
          portLevelMtls: { 80: { mode: 'DISABLE', other: 1 } },
          other: 1,
        },
      }).spec,
    ).toEqual({ mtls: { mode: 'STRICT' }, portLevelMtls: { 80: { mode: 'DISABLE' } } });
    expect(
      custom('security.istio.io/v1', 'AuthorizationPolicy', {
        spec: { rules: [{ when: [{ key: 'request.headers[x-api-key]', values: ['canary'] }] }] },
      }),
    ).toEqual({
      name: 'x',
      namespace: 'ns',
      group: 'security.istio.io',
      kind: 'AuthorizationPolicy',
      labels: {},
      annotations: {},
      spec: { rules: [{ when: [{ key: 'request.headers[x-api-key]', values: ['(value)'] }] }] },
    });
    expect(
      custom('config.openshift.io/v1', 'APIServer', { spec: { encryption: { type: 'aescbc' } } }).spec,
    ).toEqual({ encryption: { type: 'aescbc' } });
    expect(
      custom('node.k8s.io/v1', 'RuntimeClass', {
        handler: 'runsc',
        scheduling: { nodeSelector: { a: 'b' } },
      }).spec,
    ).toEqual({ scheduling: { nodeSelector: { a: 'b' } } });
    expect(project(object('example.com/v1', 'Thing', 'x', { spec: { a: 1 } }))).toBeUndefined();
  });

  it('a small document with recursive aliases stays small', () => {
    let value: unknown = ['x'];
    for (let i = 0; i < 15; i++) value = Array(10).fill(value);
    const projected = project(
      object('node.k8s.io/v1', 'RuntimeClass', 'x', { scheduling: { nodeSelector: value } }),
    );
    expect(JSON.stringify(projected).length).toBeLessThan(200_000);
  });
});
