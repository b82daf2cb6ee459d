import { document, listAll } from '../../shared/requirement.ts';
import type { EnvoyControllerFacts, EnvoyProxyFacts } from '../../addons/types.ts';
import { envoyOfContour, envoyOfGateway } from '../../data/envoy-releases.ts';
import { parseVersion } from '../../model/version.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { observed, requiresOr, workloadName, workloadRef } from '../helpers/objects.ts';

export default defineCheck({
  id: 'envoy/version-mismatch',
  title: 'Envoy version differs from its controller',
  control: 'Versions of Envoy and its controller',
  severity: 'low',
  why: 'A controller sends configuration for the Envoy release that it was built with. A proxy of another minor version can reject it or ignore new security settings.',
  remediation:
    'Remove the image override in EnvoyProxy or in the manifest, and upgrade controller and proxies together. The compatibility matrix of the controller lists tested pairs.',
  references: ['envoy-gateway-matrix', 'K07'],
  needs: [],
  uses: ['envoy'],
  *run({ envoy }): Iterable<Finding> {
    const { installed, proxies, controllers } = envoy;
    const pairs = proxies.flatMap((proxy) =>
      controllers
        .filter(({ form }) => form === proxy.form && form in TABLES)
        .map((controller) => ({ proxy, controller })),
    );
    if (!installed.known)
      yield {
        verdict: 'unknown',
        message: installed.reason,
        requires: requiresOr(installed.requires, listAll('pods')),
      };
    else if (pairs.length === 0)
      yield { verdict: 'not-applicable', message: 'no proxy with a controller of Envoy Gateway or Contour' };
    for (const { proxy, controller } of pairs)
      yield { ...evaluate(proxy, controller), at: workloadRef(proxy.workload) };
  },
});

const TABLES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'Envoy Gateway': envoyOfGateway,
  Contour: envoyOfContour,
};

function evaluate(
  { version, image, workload, form }: EnvoyProxyFacts,
  { version: own = '', image: controllerImage, workload: controller }: EnvoyControllerFacts,
): Finding {
  const parsed = parseVersion(own);
  const minor = parsed && `${parsed.major}.${parsed.minor}`;
  const table = TABLES[form] ?? {};
  const wanted = minor && (table[`${minor}.${parsed.patch}`] ?? table[minor]);
  const actual = version === undefined ? undefined : parseVersion(version)?.minor;
  const evidence = [
    observed(workloadName(workload), image),
    observed(workloadName(controller), controllerImage),
  ];
  if (wanted === undefined || actual === undefined)
    return {
      verdict: 'unknown',
      message: `no data about the Envoy of ${form} ${own === '' ? 'without a version' : own}`,
      requires: [document(`look up the compatibility matrix of ${form}`)],
      evidence,
    };
  return wanted === actual
    ? { verdict: 'pass', message: `${form} ${own} is built for Envoy 1.${wanted}`, evidence }
    : {
        verdict: 'fail',
        message: `the proxy is Envoy 1.${actual}; ${form} ${own} is built for Envoy 1.${wanted}`,
        evidence,
      };
}
