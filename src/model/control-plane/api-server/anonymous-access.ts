import { rerun } from '../../../shared/requirement.ts';
import type { Evidence, Known, UnknownReason } from '../../../shared/evidence.ts';
import { known, unknown } from '../../../shared/evidence.ts';
import type { ProbeRecord } from '../../../snapshot/records/index.ts';
import { COUNT_AND_SHOW, SHOW_FLAGS } from '../../requirements.ts';
import { compare } from '../../sorting.ts';
import type { ApiServerFacts, FlagAnswer } from '../../types.ts';
import { authorizersByFlags } from './authorization.ts';
import type { LiveServers } from './server-inventory.ts';

export type AnonymousState = ApiServerFacts['anonymous'] extends Known<infer T> ? T : never;

export interface AnonymousInput {
  probes: readonly ProbeRecord[];
  anonymousAuth: FlagAnswer;
  authenticationConfig: FlagAnswer;
  authorizationMode: FlagAnswer;
  authorizationConfig: FlagAnswer;
  servers: LiveServers;
  whyUnknown: UnknownReason;
}

const HEALTH = ['/healthz', '/livez', '/readyz', '/readyz?verbose'];

/**
 * The result of anonymous requests. The server's behavior (the probe) takes precedence over its flags: with an authentication
 * file /flagz still returns anonymous-auth=true, and AlwaysAllow disables anonymous access without notice. But one server answers
 * a probe: where several are known, a rejection counts for those with the same flags.
 */
export function anonymousState(input: AnonymousInput): Known<AnonymousState> {
  const probed = fromProbe(input.probes);
  if (!probed?.known) return fromFlags(input);
  const refused = probed.value === 'off' || probed.value === 'health-only';
  if (!refused || input.servers.names.length < 2) return probed;
  return refusedByAll(probed, input);
}

/** One of several servers rejects: whether the others do, too. */
function refusedByAll(probed: Known<AnonymousState>, input: AnonymousInput): Known<AnonymousState> {
  if (sameEverywhere(input)) return probed;
  const byFlags = fromFlags(input);
  if (byFlags.known) return byFlags;
  return unknown(
    'one API server rejects requests without credentials; whether the others do the same is not known',
    ...SHOW_FLAGS,
  );
}

/** Every server was observed, and all deciding flags are equal: they all behave alike. */
function sameEverywhere(input: AnonymousInput): boolean {
  const { anonymousAuth, authenticationConfig, authorizationMode, authorizationConfig } = input;
  if (!anonymousAuth.known || anonymousAuth.uncollected > 0) return false;
  const settings = anonymousAuth.observations.map(({ instance, value }) =>
    JSON.stringify([
      value,
      ...[authenticationConfig, authorizationMode, authorizationConfig].map((answer) =>
        valueOn(instance, answer),
      ),
    ]),
  );
  return new Set(settings).size === 1;
}

function valueOn(name: string, answer: FlagAnswer): string | undefined {
  return answer.known ? answer.observations.find(({ instance }) => instance === name)?.value : undefined;
}

function fromProbe(probes: readonly ProbeRecord[]): Known<AnonymousState> | undefined {
  const answered = probes.filter(({ status }) => status > 0).sort((a, b) => compare(a.path, b.path));
  const at = (path: string) => answered.find((probe) => probe.path === path);
  const ok = (path: string) => at(path)?.status === 200;
  if (answered.length === 0) return undefined;
  const conclude = (state: AnonymousState, shown: readonly ProbeRecord[]) =>
    known(state, ...shown.map(probeEvidence));
  const pick = (paths: readonly string[]) =>
    answered.filter(({ path, status }) => paths.includes(path) && status === 200);
  if (ok('/api/v1/namespaces')) return conclude('resources', pick(['/api/v1/namespaces']));
  if (ok('/api') || ok('/apis')) return conclude('discovery', pick(['/api', '/apis']));
  if (ok('/version')) return conclude('public-info', pick(['/version', ...HEALTH]));
  const named = answered.filter(({ namedAnonymous }) => namedAnonymous);
  if (named.length > 0) return conclude('public-info', named);
  const api = at('/api') ?? at('/version');
  if (api?.status !== 401) return undefined;
  const health = pick(HEALTH);
  return health.length > 0 ? conclude('health-only', [...health, api]) : conclude('off', [api]);
}

function probeEvidence({ path, status, namedAnonymous }: ProbeRecord): Evidence {
  const value = `HTTP ${status}${namedAnonymous ? ' as system:anonymous' : ''}`;
  return { source: 'probe', confidence: 'observed', location: `GET ${path} without credentials`, value };
}

function fromFlags({
  anonymousAuth,
  authenticationConfig,
  authorizationMode,
  authorizationConfig,
  whyUnknown,
}: AnonymousInput): Known<AnonymousState> {
  if (!anonymousAuth.known) return unknown(whyUnknown.reason, ...whyUnknown.requires);
  const files = (authenticationConfig.known ? authenticationConfig.observations : []).filter(
    ({ value }) => value !== '',
  );
  const named = authorizersByFlags(authorizationMode, authorizationConfig);
  const forcing = named.filter(({ modes }) => modes.includes('AlwaysAllow'));
  const requesting = anonymousAuth.observations.filter(
    ({ instance, value }) =>
      value !== 'false' && ![...forcing, ...files].some((other) => other.instance === instance),
  );
  // The default mode would disable anonymous requests, and a file that replaces it may exist.
  const undecided = requesting.filter(
    ({ instance }) =>
      !named.some((other) => other.instance === instance) &&
      valueOn(instance, authorizationMode) !== undefined &&
      valueOn(instance, authorizationConfig) === undefined,
  );
  const open = requesting.filter((one) => !undecided.includes(one));
  if (open.length > 0) {
    return known(
      'public-info',
      ...open.map(({ evidence }) => ({ ...evidence, confidence: weaker(evidence.confidence) })),
    );
  }
  if (files.length > 0) {
    return unknown(
      'an AuthenticationConfiguration determines which anonymous requests are accepted, and its file is not visible; only an anonymous request decides it',
      rerun('run kubectl archmap where the API server can be reached directly'),
    );
  }
  if (undecided.length > 0) {
    return unknown(
      'unknown whether an AuthorizationConfiguration replaces the default AlwaysAllow, which rejects anonymous requests',
      ...SHOW_FLAGS,
    );
  }
  if (anonymousAuth.uncollected > 0) {
    return unknown(
      anonymousAuth.uncounted
        ? 'the number of API servers is unknown, and those observed reject anonymous requests'
        : `${anonymousAuth.uncollected} of the API servers could not be looked into`,
      ...(anonymousAuth.uncounted ? COUNT_AND_SHOW : SHOW_FLAGS),
    );
  }
  return known(
    'off',
    ...forcing.flatMap(({ evidence }) => evidence),
    ...anonymousAuth.observations.filter(({ value }) => value === 'false').map(({ evidence }) => evidence),
  );
}

/** A flag is configuration; that anonymous requests are really accepted is inferred from it. */
function weaker(confidence: Evidence['confidence']): Evidence['confidence'] {
  return confidence === 'observed' ? 'inferred' : confidence;
}
