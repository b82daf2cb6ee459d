import { onControlPlaneHost, see } from '../../shared/requirement.ts';
import { hiddenVerifiers } from '../../data/image-verifiers.ts';
import { policyEngines } from '../../data/pod-security.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { Verifier, VerifierParts } from '../helpers/image-verifiers.ts';
import { imageVerifiers } from '../helpers/image-verifiers.ts';
import { few, observed, requiresOr } from '../helpers/objects.ts';
import type { WebhookRecord } from '../../snapshot/records/index.ts';

type Parts = VerifierParts & Pick<CheckParts, 'addons' | 'cluster' | 'controlPlane'>;

export default defineCheck({
  id: 'workloads/images-unverified',
  title: 'Image signatures not verified at admission',
  control: 'Image signature verification',
  severity: 'low',
  why: 'A manipulated image in the registry, or an image pulled through a mistyped name, runs without detection. Signature verification at admission rejects it.',
  remediation:
    'Sign images in the pipeline and enforce a verification policy (Sigstore policy-controller, Kyverno, Ratify or Binary Authorization).',
  references: ['CIS 5.5.1', 'T1525', 'K02'],
  peerChecks: [281],
  needs: [],
  uses: ['extensions', 'webhooks', 'backends', 'namespaces', 'addons', 'cluster', 'controlPlane'],
  collectors: ['webhooks'],
  *run(parts): Iterable<Finding> {
    const verifiers = imageVerifiers(parts);
    yield verified(parts, verifiers) ?? maybe(parts, verifiers) ?? unverified(parts, verifiers);
  },
});

function verified({ controlPlane }: Parts, verifiers: readonly Verifier[]): Finding | undefined {
  const plugin = controlPlane.apiServer.admission('ImagePolicyWebhook');
  if (plugin.known && plugin.value)
    return {
      verdict: 'pass',
      message: 'ImagePolicyWebhook admission plugin is enabled',
      evidence: plugin.evidence,
    };
  const [best] = verifiers;
  return best?.verifies === 'yes'
    ? {
        verdict: 'pass',
        message: `${best.record.name} verifies images at admission`,
        evidence: [best.evidence],
      }
    : undefined;
}

/** Policy engines that may verify images with rules that are not evaluated here. */
function maybe(
  { extensions, addons, cluster: { distribution } }: Parts,
  verifiers: readonly Verifier[],
): Finding | undefined {
  const [best] = verifiers;
  if (best?.verifies === 'maybe')
    return {
      verdict: 'unknown',
      message: `unknown whether ${best.record.name} verifies images: ${best.reason}`,
      requires: requiresOr(best.requires, see(`review the backend of ${best.record.name}`)),
      evidence: [best.evidence],
    };
  const engine = addons.find(({ id, trusted }) => policyEngines.includes(id) && trusted.length > 0)?.name;
  const hook = extensions.webhooks.find(
    (record) =>
      !isVerifier(record, verifiers) &&
      [record.name, ...record.webhooks.map(({ name }) => name)].some((one) =>
        /image|kyverno\.svc|gatekeeper\.sh/.test(one),
      ),
  );
  const hidden = distribution.known ? hiddenVerifiers.get(distribution.value.id) : undefined;
  const who = engine ?? (hook && `${hook.kind} ${hook.name}`) ?? hidden;
  return who === undefined
    ? undefined
    : {
        verdict: 'unknown',
        message: `${who} may verify images; its policies are not evaluated`,
        requires: [see(`review the image policies of ${who}`)],
        evidence: hook ? [observed(`${hook.kind} ${hook.name}`, 'name indicates image policies')] : [],
      };
}

function unverified({ extensions, controlPlane }: Parts, verifiers: readonly Verifier[]): Finding {
  const plugin = controlPlane.apiServer.admission('ImagePolicyWebhook');
  if (!plugin.known)
    return {
      verdict: 'unknown',
      message: `${without(verifiers)}; unknown whether the ImagePolicyWebhook admission plugin is enabled: ${plugin.reason}`,
      requires: requiresOr(
        plugin.requires,
        onControlPlaneHost('review --enable-admission-plugins on the control plane node'),
      ),
      restsOn: ['webhooks'],
    };
  return {
    verdict: 'fail',
    message:
      verifiers.length > 0
        ? `image signatures are not verified: ImagePolicyWebhook is not enabled, and ${without(verifiers)}`
        : 'image signatures are not verified: no ImagePolicyWebhook admission plugin and no verifying webhook',
    restsOn: ['webhooks'],
    evidence: [
      ...plugin.evidence.slice(0, 1),
      ...verifiers.slice(0, 3).map(({ evidence }) => evidence),
      ...few(
        extensions.webhooks.filter((record) => !isVerifier(record, verifiers)).slice(0, 5),
        ({ kind, name }) => observed(`${kind} ${name}`, 'name indicates another purpose'),
      ),
    ],
  };
}

function without([first]: readonly Verifier[]): string {
  return first === undefined
    ? 'no webhook verifies images'
    : `${first.record.name} does not verify images: ${first.reason}`;
}

function isVerifier(record: WebhookRecord, verifiers: readonly Verifier[]): boolean {
  return verifiers.some((verifier) => verifier.record === record);
}
