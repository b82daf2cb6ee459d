import { hiddenVerifiers, verifierWebhook } from '../../data/image-verifiers.ts';
import { policyEngines } from '../../data/pod-security.ts';
import { settleOr } from '../helpers/objects.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, observed } from '../helpers/objects.ts';

type Parts = Pick<CheckParts, 'extensions' | 'addons' | 'cluster' | 'controlPlane'>;

export default defineCheck({
  id: 'workloads/images-unverified',
  title: 'Nothing verifies where images come from',
  severity: 'low',
  why: 'Whatever a registry hands out is run. An image that was exchanged in the registry, or a name that was mistyped, starts like any other; a signature that is checked at admission would stop it.',
  fix: 'Sign images in the pipeline and let a policy (Sigstore policy-controller, Kyverno verifyImages, Ratify, Binary Authorization) refuse what is not signed.',
  references: [
    { framework: 'CIS 1.12', id: '5.5.1' },
    { framework: 'MITRE ATT&CK', id: 'T1525' },
    { framework: 'OWASP K8s 2025', id: 'K02' },
  ],
  union: [281],
  needs: [],
  uses: ['extensions', 'addons', 'cluster', 'controlPlane'],
  collectors: ['webhooks'],
  *run(parts): Iterable<Finding> {
    yield verified(parts) ?? maybe(parts) ?? unverified(parts);
  },
});

function verified({ extensions, controlPlane }: Parts): Finding | undefined {
  const plugin = controlPlane.apiServer.admission('ImagePolicyWebhook');
  if (plugin.known && plugin.value)
    return {
      verdict: 'pass',
      message: 'the API server asks an image policy webhook',
      evidence: plugin.evidence,
    };
  const record = extensions.webhooks.find(({ webhooks }) =>
    webhooks.some(({ name }) => verifierWebhook.test(name)),
  );
  return (
    record && {
      verdict: 'pass',
      message: `${record.name} is asked about images before they run`,
      evidence: [
        observed(`${record.kind} ${record.name}`, record.webhooks.map(({ name }) => name).join(', ')),
      ],
    }
  );
}

/** What could do it by rules that are not judged here. */
function maybe({ extensions, addons, cluster: { distribution } }: Parts): Finding | undefined {
  const engine = addons.find(({ id, workloads }) => policyEngines.includes(id) && workloads.length > 0)?.name;
  const hook = extensions.webhooks.find(({ name, webhooks }) =>
    [name, ...webhooks.map((webhook) => webhook.name)].some((one) =>
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
        settle: [`look at what ${who} asks of images`],
        evidence: hook ? [observed(`${hook.kind} ${hook.name}`, 'by its name it may be about images')] : [],
      };
}

function unverified({ extensions, controlPlane }: Parts): Finding {
  const plugin = controlPlane.apiServer.admission('ImagePolicyWebhook');
  if (!plugin.known)
    return {
      verdict: 'unknown',
      message: `no webhook does, and whether the plugin ImagePolicyWebhook is on is not known: ${plugin.reason}`,
      settle: settleOr(plugin.settle, 'look at --enable-admission-plugins on the control-plane host'),
      restsOn: ['webhooks'],
    };
  return {
    verdict: 'fail',
    message: 'neither the API server nor a webhook checks signatures of images',
    restsOn: ['webhooks'],
    evidence: [
      ...plugin.evidence.slice(0, 1),
      ...few(extensions.webhooks.slice(0, 5), ({ kind, name }) =>
        observed(`${kind} ${name}`, 'is about something else by its name'),
      ),
    ],
  };
}
