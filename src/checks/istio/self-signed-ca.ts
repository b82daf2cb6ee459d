import type { CertificateFacts, SecretFacts } from '../../model/types.ts';
import type { CertificateRecord } from '../../snapshot/records/index.ts';
import { command } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { shown } from '../helpers/expiry.ts';
import type { ControlPlane } from '../helpers/istio-control-planes.ts';
import { hiddenSetting, isOn, perControlPlane, settingOf } from '../helpers/istio-control-planes.ts';
import { observed, workloadName } from '../helpers/objects.ts';

const SIGNS = 'ENABLE_CA_SERVER';
const AUTHORITY = 'EXTERNAL_CA';
const SHARED_NAME = 'USE_CACERTS_FOR_SELF_SIGNED_CA';

export default defineCheck({
  id: 'istio/self-signed-ca',
  title: 'Self-signed root CA of istiod in use',
  control: 'CA of the Istio mesh',
  severity: 'medium',
  why: 'istiod generated the root key of the mesh and keeps it in a Secret of the cluster. A user or workload with read access to that Secret can issue certificates for every identity of the mesh, for years.',
  remediation:
    'Create the Secret `cacerts` with an intermediate CA of your PKI, or use cert-manager istio-csr or another external CA. Restart istiod and the workloads afterwards.',
  references: ['istio-plug-in-ca', 'istio-security-best-practices'],
  needs: ['workloads'],
  uses: ['istio', 'secrets', 'certificates'],
  *run({ istio, workloads, secrets, certificates }): Iterable<Finding> {
    yield* perControlPlane({ istio, workloads }, 'CA', function* (plane) {
      yield evaluate(plane, { secrets, certificates });
    });
  },
});

interface Seen {
  secrets: SecretFacts;
  certificates: CertificateFacts;
}

function evaluate(plane: ControlPlane, { secrets, certificates }: Seen): Finding {
  const { container, workload } = plane;
  const place = workloadName(workload);
  const signs = settingOf(container, SIGNS);
  const authority = settingOf(container, AUTHORITY);
  if (isOn(signs) === false)
    return {
      verdict: 'pass',
      message: `${SIGNS} is false: another CA issues the certificates`,
      evidence: [observed(place, `${SIGNS}=false`)],
    };
  if (typeof authority !== 'string' && authority.value !== '')
    return {
      verdict: 'pass',
      message: `${AUTHORITY} is ${authority.value}: istiod forwards signing requests to another CA`,
      evidence: [observed(place, `${AUTHORITY}=${authority.value}`)],
    };
  const named = (name: string) =>
    secrets.seen.find((secret) => secret.namespace === workload.namespace && secret.name === name);
  const [plugged, own] = [named('cacerts'), named('istio-ca-secret')];
  const root = selfSigned(plane, certificates);
  const age = root ? `; valid from ${root.notBefore.slice(0, 10)} to ${root.notAfter.slice(0, 10)}` : '';
  // istiod prefers the files of cacerts, and generates the other Secret only without them.
  if (plugged && isOn(settingOf(container, SHARED_NAME)) !== true)
    return {
      verdict: 'pass',
      message: 'Secret cacerts contains the CA: it is plugged in',
      evidence: [
        observed(
          `Secret ${workload.namespace}/cacerts`,
          `created ${plugged.created ?? 'at an unknown time'}`,
        ),
      ],
    };
  if (own || plugged || root)
    return {
      verdict: 'fail',
      detail: 'self-signed',
      message: `istiod generated its own root CA${age}${own?.created === undefined ? '' : `; Secret istio-ca-secret was created on ${own.created.slice(0, 10)}`}`,
      evidence: [
        ...(own ? [observed(`Secret ${workload.namespace}/istio-ca-secret`, 'present')] : []),
        ...(plugged ? [observed(place, `${SHARED_NAME}=true`)] : []),
        ...(root ? [shown(root)] : []),
      ],
    };
  if (signs === 'unknown' || authority === 'unknown')
    return hiddenSetting(plane, signs === 'unknown' ? SIGNS : AUTHORITY);
  const { all } = secrets;
  return {
    verdict: 'unknown',
    message: all.known
      ? 'neither Secret cacerts nor istio-ca-secret exists: the CA of istiod is not observed'
      : `whether Secret cacerts or istio-ca-secret exists is unknown: ${all.reason}`,
    requires: all.known
      ? [command(`kubectl -n ${workload.namespace} get deployment ${workload.name} -o yaml`)]
      : all.requires,
    evidence: [observed(place, 'no Secret with a CA is observed')],
  };
}

/**
 * The root in the injector's CA bundle, which istiod keeps up to date. Its own has the trust domain as organization and no other name
 * (istio security/pkg/pki/ca, NewSelfSignedIstioCAOptions); a CA of a company has a common name.
 */
function selfSigned(
  { revision }: ControlPlane,
  { shown: all }: CertificateFacts,
): CertificateRecord | undefined {
  return all.find(
    ({ use, holder, name, subject, issuer }) =>
      use === 'webhook-ca' &&
      holder === 'MutatingWebhookConfiguration' &&
      name.startsWith('istio-sidecar-injector') &&
      (revision.name === 'default' || name.includes(revision.name)) &&
      subject === issuer &&
      /^O=[^,=]+$/.test(subject),
  );
}
