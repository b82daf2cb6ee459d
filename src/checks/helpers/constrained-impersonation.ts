import { allowsNamed } from '../../model/rbac.ts';
import { isGateOn } from '../../model/feature-gates.ts';
import { GET_VERSION, SHOW_FLAGS } from '../../model/requirements.ts';
import type { Grant } from '../../model/types.ts';
import type { Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import { effectiveMinor } from './release.ts';
import type { ReleaseParts } from './release.ts';
import type { NamedPermission } from './targets.ts';

const GATE = 'ConstrainedImpersonation';

/** The release that introduced it, off by default; and the release that enables it by default. */
const SINCE = 35;
const DEFAULT_SINCE = 36;

/** Whether the API server supports constrained impersonation (KEP-5284). */
export function constrainedImpersonation({ cluster, controlPlane }: ReleaseParts): Known<boolean> {
  const { minor } = cluster;
  const release = effectiveMinor(cluster);
  if (release === undefined)
    return unknown(
      'constrained impersonation requires Kubernetes 1.36, and the version is unknown',
      GET_VERSION,
    );
  if (release < SINCE) return known(false, ...(minor.known ? minor.evidence : []));
  const gates = controlPlane.apiServer.flag('feature-gates');
  const observed = gates.known ? gates.observations : [];
  const on = observed.filter(({ value }) => isGateOn(GATE, value, [release]) === true);
  if (on.length > 0 || release >= DEFAULT_SINCE)
    return known(
      on.length > 0 || observed.length === 0 || !gates.known || gates.uncollected > 0,
      ...on.map(({ evidence }) => evidence),
    );
  if (gates.known && gates.uncollected === 0)
    return known(false, ...observed.map(({ evidence }) => evidence));
  return unknown(
    `that works in Kubernetes 1.35 where kube-apiserver enables ${GATE}, and not every server's feature gates were observed`,
    ...SHOW_FLAGS,
  );
}

const AUTHENTICATION = 'authentication.k8s.io';

/** Whom each mode of constrained impersonation is about. */
const MODES = [
  { mode: 'serviceaccount', resources: ['serviceaccounts'] },
  { mode: 'user-info', resources: ['users', 'groups', 'uids'] },
  { mode: 'arbitrary-node', resources: ['nodes'] },
] as const;

/**
 * Constrained impersonation, since 1.35: `impersonate:MODE` on somebody, asked about in authentication.k8s.io alone, and
 * `impersonate-on:MODE:VERB` on what may be done as them (https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/). Whom and
 * for what is more than one line can say.
 */
export function constrained(grants: readonly Grant[], constrains: Known<boolean>): NamedPermission[] {
  if (constrains.known && !constrains.value) return [];
  return MODES.flatMap(({ mode, resources }) => {
    const verb = `impersonate:${mode}`;
    const asWhom = grants.filter(({ rules }) =>
      resources.some((resource) => allowsNamed(rules, { verb, group: AUTHENTICATION, resource })),
    );
    const forWhat = grants.filter(({ rules }) =>
      rules.some(({ verbs }) =>
        verbs.some((one) => one === '*' || one.startsWith(`impersonate-on:${mode}:`)),
      ),
    );
    return asWhom.length === 0 || forWhat.length === 0
      ? []
      : [
          {
            may: `impersonate others for some requests (${verb})`,
            leads: false,
            grants: [...new Set([...asWhom, ...forWhat])],
            ...(!constrains.known && { uncollected: constrains }),
          },
        ];
  });
}
