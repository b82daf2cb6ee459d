import { portNamed } from '../../model/service-endpoints.ts';
import type { IngressRecord, ServiceRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { judged } from '../helpers/judged.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'exposure/ingress-backend-missing',
  title: 'Ingress refers to a missing Service or port',
  control: 'Backends of Ingresses',
  severity: 'low',
  why: 'Requests to the path fail. A user who can create Services in the namespace can take over the name, and receive the requests and cookies of the host.',
  remediation: 'Create the Service, correct its name or port in the Ingress, or remove the rule.',
  references: ['K05', 'K07'],
  peerChecks: [200],
  needs: ['services'],
  uses: ['extensions'],
  collectors: ['ingresses'],
  passNeeds: ['ingresses'],
  *run({ services, extensions: { ingresses } }): Iterable<Finding> {
    const byName = new Map(services.map(({ record }) => [`${record.namespace}/${record.name}`, record]));
    yield* judged({
      faults: ingresses.flatMap((ingress) => faultOf(ingress, byName)),
      evaluated: ingresses.length,
      noun: 'Ingress',
      many: 'Ingresses',
      pass: 'the Services and ports of every Ingress exist',
    });
  },
});

function faultOf(ingress: IngressRecord, byName: ReadonlyMap<string, ServiceRecord>): Finding[] {
  const { namespace, name, backends } = ingress;
  // Resources and actions of a controller are not Services.
  const missing = backends
    .filter((backend) => !backend.includes('/') && !backend.endsWith(':use-annotation'))
    .flatMap((backend) => faultOfBackend(namespace, backend, byName) ?? []);
  if (missing.length === 0) return [];
  return [
    {
      verdict: 'fail',
      at: { kind: 'Ingress', namespace, name },
      message: listed(missing),
      restsOn: ['services'],
      evidence: few(missing, (text) => observed(`Ingress ${namespace}/${name}`, text)),
    },
  ];
}

function faultOfBackend(
  namespace: string,
  backend: string,
  byName: ReadonlyMap<string, ServiceRecord>,
): string | undefined {
  const [, name = backend, port] = /^(.+):([^:]+)$/.exec(backend) ?? [];
  const service = byName.get(`${namespace}/${name}`);
  if (!service) return `Service ${name} does not exist`;
  // A Service without ports of its own leads to any of them.
  if (port === undefined || service.ports.length === 0 || service.type === 'ExternalName') return undefined;
  return portNamed(service, port) ? undefined : `Service ${name} has no port ${port}`;
}
