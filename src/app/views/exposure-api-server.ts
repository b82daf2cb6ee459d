/** The API server as an entry point: itself, and the servers of the APIs that it aggregates. */
import type { ClusterModel } from '../../model/parts.ts';
import type { EndpointFacts } from '../../model/types.ts';
import type { ExposureHop } from '../../result/types.ts';

/** Its address, then one hop for each API that another server answers. */
export function apiServerHops(model: ClusterModel, endpoint: EndpointFacts): ExposureHop[] {
  const anonymous = model.controlPlane.apiServer.flag('anonymous-auth');
  const refused = anonymous.known && anonymous.observations.every(({ value }) => value === 'false');
  return [
    {
      hop: 'entry',
      object: 'kube-apiserver',
      detail: [
        [...endpoint.addresses, endpoint.host].join(', '),
        `ports ${endpoint.ports.join(', ')}`,
        endpoint.reach,
      ].join('; '),
      tls: 'terminates',
      authentication: refused
        ? 'client certificate or token'
        : 'client certificate or token; anonymous requests may be accepted',
      ...(!anonymous.known && { unknown: 'whether anonymous requests are accepted' }),
    },
    ...model.extensions.apiServices.flatMap(
      ({ name, service, servicePort, insecureSkipTlsVerify }): ExposureHop[] =>
        service === undefined
          ? []
          : [
              {
                hop: 'route',
                object: `APIService ${name}`,
                detail: `leads to Service ${service}${servicePort === undefined ? '' : `:${servicePort}`}`,
                tls: insecureSkipTlsVerify ? 'terminates; the server is not verified' : 'terminates',
                authentication: 'front proxy client certificate',
              },
            ],
    ),
  ];
}
