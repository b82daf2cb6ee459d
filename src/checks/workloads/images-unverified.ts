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
  title: 'Nothing verifies where images come from',
  severity: 'low',
  why: 'Whatever a registry hands out is run. An image that was exchanged in the registry, or a name that was mistyped, starts like any other; a signature that is checked at admission would stop it.',
  fix: 'Sign images in the pipeline and let a policy (Sigstore policy-controller, Kyverno verifyImages, Ratify, Binary Authorization) refuse what is not signed.',
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
      message: 'the API server asks an image policy webhook',
      evidence: plugin.evidence,
    };
  const [best] = verifiers;
  return best?.verifies === 'yes'
    ? {
        verdict: 'pass',
        message: `${best.record.name} is asked about images before they run`,
        evidence: [best.evidence],
      }
    : undefined;
}

/** What could do it by rules that are not judged here. */
function maybe(
  { extensions, addons, cluster: { distribution } }: Parts,
  verifiers: readonly Verifier[],
): Finding | undefined {
  const [best] = verifiers;
  if (best?.verifies === 'maybe')
    return {
      verdict: 'unknown',
      message: `whether ${best.record.name} verifies images is not known: ${best.reason}`,
      requires: requiresOr(best.requires, see(`look at what is behind ${best.record.name}`)),
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
        message: `${who} may verify images, by rules that are not judged here`,
        requires: [see(`look at what ${who} asks of images`)],
        evidence: hook ? [observed(`${hook.kind} ${hook.name}`, 'by its name it may be about images')] : [],
      };
}

function unverified({ extensions, controlPlane }: Parts, verifiers: readonly Verifier[]): Finding {
  const plugin = controlPlane.apiServer.admission('ImagePolicyWebhook');
  if (!plugin.known)
    return {
      verdict: 'unknown',
      message: `${without(verifiers)}, and whether the plugin ImagePolicyWebhook is on is not known: ${plugin.reason}`,
      requires: requiresOr(
        plugin.requires,
        onControlPlaneHost('look at --enable-admission-plugins on the control-plane host'),
      ),
      restsOn: ['webhooks'],
    };
  return {
    verdict: 'fail',
    message:
      verifiers.length > 0
        ? `the API server does not check signatures of images, and ${without(verifiers)}`
        : 'neither the API server nor a webhook checks signatures of images',
    restsOn: ['webhooks'],
    evidence: [
      ...plugin.evidence.slice(0, 1),
      ...verifiers.slice(0, 3).map(({ evidence }) => evidence),
      ...few(
        extensions.webhooks.filter((record) => !isVerifier(record, verifiers)).slice(0, 5),
        ({ kind, name }) => observed(`${kind} ${name}`, 'is about something else by its name'),
      ),
    ],
  };
}

function without([first]: readonly Verifier[]): string {
  return first === undefined ? 'no webhook does' : `${first.record.name} does not: ${first.reason}`;
}

function isVerifier(record: WebhookRecord, verifiers: readonly Verifier[]): boolean {
  return verifiers.some((verifier) => verifier.record === record);
}
