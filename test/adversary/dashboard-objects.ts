/** Objects around a dashboard without a login (Longhorn's interface) that may or may not publish it. */

/** The check id. */
export const BOARD = 'exposure/dashboard-exposed';

const READY = "conditions: [{ type: Ready, status: 'True' }]";

export interface PodInput {
  name?: string;
  app?: string;
  image?: string;
  container?: string;
  spec?: string;
  node?: string;
  ip?: string;
  annotations?: string;
}

/** A pod of the namespace shop; `container` and `spec` are further fields. */
export const pod = ({
  name = 'ui',
  app = name,
  image = 'longhornio/longhorn-ui:v1.7',
  container = '',
  spec = '',
  node = 'worker-1',
  ip = '10.244.1.77',
  annotations = '',
}: PodInput = {}) => `
apiVersion: v1
kind: Pod
metadata: { namespace: shop, name: ${name}, uid: u-${name}, labels: { app: ${app} }, annotations: {${annotations}} }
spec: { nodeName: ${node}, ${spec} containers: [{ name: ${name}, image: '${image}'${container && `, ${container}`} }] }
status: { phase: Running, podIP: '${ip}', podIPs: [{ ip: '${ip}' }], ${READY} }
---`;

export interface ServiceInput {
  name?: string;
  app?: string;
  type?: string;
  ports?: string;
  ip?: string;
  more?: string;
}

/** A Service of the namespace shop; without `app` it has no selector. A load balancer has a public address. */
export const service = ({
  name = 'ui',
  app = name,
  type = 'ClusterIP',
  ports = '{ port: 80, targetPort: 8000 }',
  ip = '10.96.7.7',
  more = '',
}: ServiceInput = {}) => `
apiVersion: v1
kind: Service
metadata: { namespace: shop, name: ${name} }
spec: { type: ${type}, ports: [${ports}]${ip && `, clusterIP: ${ip}`}${app && `, selector: { app: ${app} }`}${more && `, ${more}`} }
status: { loadBalancer: { ingress: [${type === 'LoadBalancer' ? '{ ip: 203.0.113.9 }' : ''}] } }
---`;

/** The dashboard with a Service inside the cluster only. */
export const inside = pod() + service();

/** Another Service that is exposed to the internet. */
export const web = service({ name: 'web2', type: 'LoadBalancer', ip: '10.96.7.20', ports: '{ port: 80 }' });

export const slice = (address: string, port: number, name = 'x', protocol = 'TCP') => `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { namespace: shop, name: ${name}-1, labels: { kubernetes.io/service-name: ${name} } }
addressType: IPv4
ports: [{ name: '', port: ${port}, protocol: ${protocol} }]
endpoints: [{ addresses: ['${address}'] }]
---`;

/** A load balancer that leads to the address and port, whatever listens there. */
export const balancer = (address: string, port: number, protocol = 'TCP') =>
  service({
    name: 'x',
    app: '',
    type: 'LoadBalancer',
    ip: '10.96.7.8',
    ports: `{ port: 80, protocol: ${protocol} }`,
  }) + slice(address, port, 'x', protocol);

export const ingress = ({ annotations = '', to = 'ui', className = 'nginx', port = 80 } = {}) => `
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: nginx }
spec: { controller: k8s.io/ingress-nginx }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { namespace: shop, name: i, annotations: {${annotations}} }
spec: { ingressClassName: ${className}, rules: [{ host: a.example.org, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: ${to}, port: { number: ${port} } } } }] } }] }
status: { loadBalancer: { ingress: [{ ip: 203.0.113.9 }] } }
---`;

/** A Gateway of the Gateway API with two listeners; `address` as its controller wrote it. */
export const gateway = ({
  name = 'a',
  className = 'x',
  address = '203.0.113.9',
  type = 'IPAddress',
  listeners = '{ name: h1, port: 80, protocol: HTTP, hostname: b.example.org }, { name: h2, port: 443, protocol: HTTPS }',
} = {}) => `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { namespace: shop, name: ${name} }
spec: { gatewayClassName: ${className}, listeners: [${listeners}] }
status: { addresses: [${address && `{ type: ${type}, value: '${address}' }`}] }
---`;

export const httpRoute = ({
  parents = '{ name: a }',
  rules = '{ backendRefs: [{ name: ui, port: 80 }] }',
  status = '',
  generation = 1,
} = {}) => `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { namespace: shop, name: r, generation: ${generation} }
spec: { parentRefs: [${parents}], rules: [${rules}] }
status: { parents: [${status}] }
---`;
