import type { Evidence, Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import { GET_METRICS } from '../settle.ts';
import type { AuthorizationFacts, FlagAnswer, FlagSighting, ServerAuthorization } from '../types.ts';
import type { ReplicaMetrics } from './replicas.ts';
import { samples } from './replicas.ts';
import type { LiveServers } from './servers.ts';
import type { Silence } from './silence.ts';
import { listItems } from './testimony.ts';
import { notAllHeard } from './unheard.ts';

const DECISIONS = 'apiserver_authorization_decisions_total';

export interface AuthorizationInput {
  mode: FlagAnswer;
  config: FlagAnswer;
  metrics: readonly ReplicaMetrics[];
  servers: LiveServers;
  silence: Silence;
}

/**
 * Which authorizers each API server asks. Its flags name all of them. Where a file names them, those that have decided something so far are
 * known and no more: what never decided stays invisible.
 */
export function authorization(input: AuthorizationInput): AuthorizationFacts {
  const { mode, config, metrics, servers, silence } = input;
  const files = config.known ? config.sightings.filter(({ value }) => value !== '') : [];
  const byFlags = authorizersByFlags(mode, config);
  const byMetrics = metrics
    .filter(({ instance }) => !byFlags.some((other) => other.instance === instance))
    .flatMap((replica) => fromMetrics(replica) ?? []);
  const told = [...byFlags, ...byMetrics];
  if (told.length === 0)
    return {
      servers: [],
      open:
        files.length > 0
          ? unknown(
              'an authorization configuration names the authorizers, and its file is not visible',
              `${GET_METRICS} (${DECISIONS})`,
            )
          : unknown(...reasonOf(mode, silence)),
    };
  const sure = byFlags.filter(({ doubt }) => doubt === undefined);
  const open = notAllHeard(servers, { metrics: [...sure, ...byMetrics] }) ?? doubtOf(byFlags);
  return { servers: told, ...(open && { open }) };
}

function reasonOf(mode: FlagAnswer, silence: Silence): [string, ...string[]] {
  const { reason, settle } = mode.known ? silence : mode;
  return [reason, ...settle];
}

function doubtOf(servers: readonly ServerAuthorization[]): Silence | undefined {
  const doubtful = servers.find(({ doubt }) => doubt !== undefined);
  return doubtful?.doubt === undefined
    ? undefined
    : { reason: `${doubtful.instance}: ${doubtful.doubt}`, settle: [] };
}

/**
 * The servers whose authorizers the flag names. The default, AlwaysAllow, is one only where no file names them
 * (pkg/kubeapiserver/options/authorization.go, Complete): whoever asks about the flag asks here.
 */
export function authorizersByFlags(mode: FlagAnswer, config: FlagAnswer): ServerAuthorization[] {
  return (mode.known ? mode.sightings : []).flatMap((sighting) => fromFlag(sighting, config) ?? []);
}

/** Undefined where a file names the authorizers of that server, or may: it and a mode that is set exclude each other. */
function fromFlag(sighting: FlagSighting, config: FlagAnswer): ServerAuthorization | undefined {
  const { instance, value, set, evidence, doubt, more } = sighting;
  const file = config.known ? config.sightings.find((other) => other.instance === instance) : undefined;
  const named = listItems(value);
  // An empty list is as good as none.
  if (file ? file.value !== '' : !set || named.length === 0) return undefined;
  const modes = named.length > 0 ? named : ['AlwaysAllow'];
  return { instance, modes, whole: more !== true, evidence: [evidence], ...(doubt && { doubt }) };
}

function fromMetrics(replica: ReplicaMetrics): ServerAuthorization | undefined {
  const types = samples(replica, DECISIONS)
    .filter(({ value }) => value > 0)
    .map(({ labels }) => labels['type'] ?? '');
  const modes = [...new Set(types)].filter((type) => type !== '').sort();
  if (modes.length === 0) return undefined;
  return {
    instance: replica.instance,
    modes,
    whole: false,
    evidence: modes.map((type): Evidence => ({
      witness: 'metrics',
      confidence: 'inferred',
      source: replica.source,
      value: `${DECISIONS}{type="${type}"} > 0`,
    })),
  };
}

/**
 * All authorizers that some API server asks. Not known while a server was not seen, unless one allows everything anyway: for questions that hang
 * on what one server has, `authorization` has them one by one.
 */
export function authorizers({ servers, open }: AuthorizationFacts): Known<readonly string[]> {
  const modes = [...new Set(servers.flatMap((server) => server.modes))];
  if (open && !modes.includes('AlwaysAllow')) return unknown(open.reason, ...open.settle);
  return known(modes, ...servers.flatMap(({ evidence }) => evidence));
}
