import { RUN_LATER, getUrl } from '../../../shared/requirement.ts';
import type { Evidence, Known, UnknownReason } from '../../../shared/evidence.ts';
import { known, unknown } from '../../../shared/evidence.ts';
import { GET_METRICS, SHOW_FLAGS } from '../../requirements.ts';
import type { AuthorizationFacts, FlagAnswer, ObservedFlag, ServerAuthorization } from '../../types.ts';
import type { ReplicaMetrics } from './replica-metrics.ts';
import { samples, reportsAbsence, uptimeNote } from './replica-metrics.ts';
import type { LiveServers } from './server-inventory.ts';
import { listItems } from '../sources/flag-sources.ts';
import { incompleteCoverage } from './coverage.ts';

const DECISIONS = 'apiserver_authorization_decisions_total';

/** Present after the first call of a webhook, whatever its response; since the release that counts decisions. */
const EVALUATIONS = 'apiserver_authorization_webhook_evaluations_total';

export interface AuthorizationInput {
  mode: FlagAnswer;
  config: FlagAnswer;
  metrics: readonly ReplicaMetrics[];
  servers: LiveServers;
  whyUnknown: UnknownReason;
}

/**
 * The authorizers of each API server. Its flags list all of them. Where a file lists them, only those that have decided a request so far
 * are known.
 */
export function authorization(input: AuthorizationInput): AuthorizationFacts {
  const { mode, config, metrics, servers, whyUnknown } = input;
  const files = config.known ? config.observations.filter(({ value }) => value !== '') : [];
  const byFlags = authorizersByFlags(mode, config);
  const byMetrics = metrics
    .filter(({ instance }) => !byFlags.some((other) => other.instance === instance))
    .flatMap((replica) => fromMetrics(replica) ?? []);
  const reported = [...byFlags, ...byMetrics];
  if (reported.length === 0) {
    const { reason, requires } =
      files.length > 0
        ? unknown(
            'an authorization configuration names the authorizers, and its file is not visible',
            getUrl('/metrics', `(${DECISIONS})`),
          )
        : reasonOf(mode, whyUnknown);
    return { servers: [], open: { reason, requires }, beside: { reason, requires } };
  }
  const sure = byFlags.filter(({ uncertainty }) => uncertainty === undefined);
  const open = incompleteCoverage(servers, { metrics: [...sure, ...byMetrics] }) ?? uncertaintyOf(byFlags);
  const beside = open ?? reported.find((server) => server.beside)?.beside;
  return { servers: reported, ...(open && { open }), ...(beside && { beside }) };
}

function reasonOf(mode: FlagAnswer, whyUnknown: UnknownReason): UnknownReason {
  return mode.known ? whyUnknown : mode;
}

function uncertaintyOf(servers: readonly ServerAuthorization[]): UnknownReason | undefined {
  const uncertain = servers.find(({ uncertainty }) => uncertainty !== undefined);
  return uncertain?.uncertainty === undefined
    ? undefined
    : { reason: `${uncertain.instance}: ${uncertain.uncertainty}`, requires: [] };
}

/**
 * The servers whose authorizers the flag lists. The default, AlwaysAllow, applies only where no file lists them
 * (pkg/kubeapiserver/options/authorization.go, Complete): use this function to evaluate the flag.
 */
export function authorizersByFlags(mode: FlagAnswer, config: FlagAnswer): ServerAuthorization[] {
  return (mode.known ? mode.observations : []).flatMap((observation) => fromFlag(observation, config) ?? []);
}

/** Undefined where a file lists, or may list, the authorizers of that server: the file and the flag exclude each other. */
function fromFlag(observation: ObservedFlag, config: FlagAnswer): ServerAuthorization | undefined {
  const { instance, value, set, evidence, uncertainty, more } = observation;
  const file = config.known ? config.observations.find((other) => other.instance === instance) : undefined;
  const named = listItems(value);
  // An empty list has the effect of none.
  if (file ? file.value !== '' : !set || named.length === 0) return undefined;
  const whole = more !== true;
  return {
    instance,
    modes: named.length > 0 ? named : ['AlwaysAllow'],
    whole,
    ...(!whole && {
      beside: { reason: `a part of the settings of ${instance} is not visible`, requires: SHOW_FLAGS },
    }),
    evidence: [evidence],
    ...(uncertainty && { uncertainty }),
  };
}

function fromMetrics(replica: ReplicaMetrics): ServerAuthorization | undefined {
  const types = samples(replica, DECISIONS)
    .filter(({ value }) => value > 0)
    .map(({ labels }) => labels['type'] ?? '');
  const requested = samples(replica, EVALUATIONS).length > 0;
  const modes = [...new Set([...types, ...(requested ? ['Webhook'] : [])])]
    .filter((type) => type !== '')
    .sort();
  if (modes.length === 0) return undefined;
  const beside = whyMore(replica);
  return {
    instance: replica.instance,
    modes,
    whole: false,
    ...(beside && { beside }),
    evidence: modes.map((type): Evidence => ({
      source: 'metrics',
      confidence: 'inferred',
      location: replica.source,
      value: types.includes(type) ? `${DECISIONS}{type="${type}"} > 0` : EVALUATIONS,
    })),
  };
}

/** A request that RBAC does not allow goes to the next authorizer, so that a webhook is called, and counted, within minutes. */
function whyMore(replica: ReplicaMetrics): UnknownReason | undefined {
  if (![DECISIONS, EVALUATIONS].every((family) => reportsAbsence(replica, family)))
    return unknown('the response of /metrics is truncated', GET_METRICS, ...SHOW_FLAGS);
  return replica.insufficientUptime ? unknown(uptimeNote([replica]), RUN_LATER, ...SHOW_FLAGS) : undefined;
}

/**
 * All authorizers that some API server has. Unknown while a server was not observed, unless one allows everything anyway: for questions
 * about single servers, `authorization` has one entry per server.
 */
export function authorizers({ servers, open }: AuthorizationFacts): Known<readonly string[]> {
  const modes = [...new Set(servers.flatMap((server) => server.modes))];
  if (open && !modes.includes('AlwaysAllow')) return unknown(open.reason, ...open.requires);
  return known(modes, ...servers.flatMap(({ evidence }) => evidence));
}
