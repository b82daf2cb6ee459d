import { tlsPlaces } from '../../addons/istio/effective/destination-rules.ts';
import type { ClientTls, DestinationRuleFacts } from '../../addons/istio/effective/destination-rules.ts';
import type { IstioFacts } from '../../addons/types.ts';
import { parseVersion } from '../../model/version.ts';
import type { Severity } from '../../result/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { invalidOnes, policyName, policyRef, policyVerdict } from '../helpers/mesh-policies.ts';
import { listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/tls-origination-unverified',
  title: 'Server certificates not verified by DestinationRule',
  control: 'Verification of server certificates in DestinationRules',
  severity: 'medium',
  why: 'The proxy does not verify that the server has a certificate of the expected CA. An attacker on the network path can impersonate the server and read the requests.',
  remediation: 'Set `tls.caCertificates` and `tls.subjectAltNames`, and remove `insecureSkipVerify`.',
  references: ['istio-destination-rule', 'istio-security-best-practices', 'K05'],
  needs: [],
  uses: ['istio', 'mesh'],
  passNeeds: ['istio'],
  kinds: { istio: ['networking.istio.io/DestinationRule'] },
  *run({ istio, mesh }): Iterable<Finding> {
    const rules = mesh.read.destinationRules;
    yield* policyVerdict(istio, {
      findings: [
        ...rules.filter(({ problem }) => problem === undefined).flatMap((rule) => faultOf(rule, istio)),
        ...invalidOnes(rules),
      ],
      objects: rules.length,
      noun: 'DestinationRule',
      pass: 'every DestinationRule with TLS names the CA of the server',
    });
  },
});

function faultOf(rule: DestinationRuleFacts, istio: IstioFacts): Finding[] {
  const places = tlsPlaces(rule).filter(({ tls: { mode } }) => mode === 'SIMPLE' || mode === 'MUTUAL');
  const skipping = places.filter(({ tls }) => tls.insecureSkipVerify);
  const withoutCa = places.filter(({ tls }) => !tls.insecureSkipVerify && !namesCa(tls, rule));
  const found = skipping.length > 0 ? skipping : withoutCa;
  if (found.length === 0) return [];
  return [
    {
      verdict: 'fail',
      at: policyRef(rule.record),
      severity: skipping.length > 0 ? 'high' : withoutCaSeverity(istio),
      message:
        skipping.length > 0
          ? `insecureSkipVerify is true for host ${rule.host} (${listed(skipping.map(({ path }) => path))})`
          : `caCertificates is not set for host ${rule.host} (${listed(withoutCa.map(({ path }) => path))}): every public CA is accepted from Istio 1.21 on, earlier releases verify nothing`,
      evidence: found
        .slice(0, 10)
        .map(({ path, tls }) =>
          observed(
            policyName(rule),
            `${path}: mode ${tls.mode}${tls.insecureSkipVerify ? ', insecureSkipVerify true' : ', no caCertificates'}`,
          ),
        ),
    },
  ];
}

/** A `credentialName` counts for sidecars only where the rule selects them (istio pilot/pkg/networking/core, applyTLSDefaults). */
function namesCa(
  { caCertificates, credentialName }: ClientTls,
  { workloadSelector }: DestinationRuleFacts,
): boolean {
  return caCertificates !== undefined || (credentialName !== undefined && workloadSelector !== undefined);
}

/** From 1.21 on proxies verify against the CAs of their operating system by default, from 1.24 on always. */
const VERIFIES = 21;

function withoutCaSeverity({ revisions }: IstioFacts): Severity {
  const minors = revisions.map(({ version, trusted }) =>
    trusted ? parseVersion(version ?? '')?.minor : undefined,
  );
  if (minors.length === 0 || minors.includes(undefined)) return 'medium';
  return minors.every((minor) => (minor ?? 0) >= VERIFIES) ? 'low' : 'high';
}
