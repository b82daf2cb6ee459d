import { initialNamespaces } from '../../data/system-namespaces.ts';
import type { TrafficPeer } from '../../snapshot/records/index.ts';
import type { Answer } from '../selectors.ts';
import { both, either } from '../selectors.ts';
import type { Address, Family } from './addresses.ts';
import { shareOf } from './addresses.ts';
import type { Ports } from './ports.ts';
import { areMost, EVERY_PORT, portSet } from './ports.ts';
import type { Admission, Sender, SenderGroup, Senders } from './senders.ts';
import { isPeer } from './senders.ts';
import type { Entry, Pipeline, Stage } from './stages.ts';
import type { Walk } from './walk.ts';
import { admitted } from './walk.ts';

/** Whether all senders are admitted to certain pods, and by which rules. */
export interface Openness {
  /** `maybe`: it depends on something that was not collected. */
  open: Answer;
  /** Open to addresses outside the cluster, and not to every pod. */
  outsideOnly: boolean;
  /** The rules that admit pods of future namespaces; empty when no rule is required. */
  openers: readonly Entry[];
  /** It depends on the existing namespaces and pods: no rule admits all senders regardless of these. */
  conditional: boolean;
}

/**
 * Whether these pods admit all senders on most TCP ports. All senders are any of:
 * - every pod in other namespaces, and pods of future namespaces;
 * - every existing namespace, where a selector lists them by name;
 * - more than half of all addresses of a family, and so the addresses of pods.
 */
export function opennessOf(all: Pipeline, receiver: string, senders: Senders): Openness {
  const pipeline = { ...all, stages: all.stages.map(aboutTcp) };
  const found = byStages(pipeline, receiver, senders);
  const otherwise = all.otherwise?.map(aboutTcp);
  if (!otherwise || found.open === 'maybe') return found;
  const other = byStages({ stages: otherwise, uncertain: false }, receiver, senders);
  return other.open === found.open ? found : { ...found, open: 'maybe' };
}

/** Without the rules about other protocols alone. */
function aboutTcp(stage: Stage): Stage {
  return { ...stage, entries: stage.entries.filter(({ rule }) => rule.ports?.length !== 0) };
}

function byStages(pipeline: Pipeline, receiver: string, senders: Senders): Openness {
  const question: Question = { pipeline, senders };
  const signature = signatureOf(pipeline);
  const least = admissionOf({ ...question, assumeAllowed: false }, signature);
  const isLeast = isOpen(least, receiver);
  const isMost = isLeast || isOpen(admissionOf({ ...question, assumeAllowed: true }, signature), receiver);
  const [later] = senders.later;
  const deciders = later ? decidersOf(question, later) : [];
  const outsideOnly = isLeast && least.addresses && !isOpen({ ...least, addresses: false }, receiver);
  const depends = pipeline.uncertain || mayPass(question);
  const open = isLeast === isMost && !depends ? (isLeast ? 'yes' : 'no') : 'maybe';
  return {
    open,
    outsideOnly,
    openers: outsideOnly ? toAddresses(pipeline) : deciders,
    conditional: deciders.length > 0 && !deciders.some(admitsEverySource),
  };
}

/** Rules that admit addresses. */
function toAddresses({ stages }: Pipeline): Entry[] {
  return stages.flatMap(({ entries }) =>
    entries.filter(
      ({ rule, pick }) =>
        rule.action === 'allow' &&
        pick !== 'no' &&
        (rule.from ?? []).some((peer) => mentions(4, peer) || mentions(6, peer)),
    ),
  );
}

/** A rule without conditions, or for all addresses of a family. */
function admitsEverySource({ rule, pick }: Entry): boolean {
  if (pick !== 'yes' || !areMost(portSet(rule.ports))) return false;
  return (
    rule.from === undefined ||
    rule.from.some(({ entity, namespaces, pods = [], block, except, unread }) => {
      if (unread === true) return false;
      if (block !== undefined) return /\/0+$/.test(block) && except === undefined;
      return entity !== undefined || (namespaces?.length === 0 && pods.length === 0);
    })
  );
}

interface Question {
  pipeline: Pipeline;
  senders: Senders;
}

/** `hopeful` = unknowns count as admitting. */
type Guess = Question & { assumeAllowed: boolean };

/** Equal rules admit the same, in any namespace: results are cached. */
const MAX_SIGNATURE = 20_000;
const MAX_KEPT = 5_000;

function signatureOf({ stages }: Pipeline): string | undefined {
  const text = JSON.stringify(
    stages.map(({ closed, entries }) => [closed, entries.map(({ pick, rule }) => [pick, rule])]),
  );
  return text.length > MAX_SIGNATURE ? undefined : text;
}

function admissionOf(guess: Guess, signature: string | undefined): Admission {
  const { admissions } = guess.senders;
  const key = `${guess.assumeAllowed} ${signature ?? ''}`;
  const kept = signature === undefined ? undefined : admissions.get(key);
  if (kept) return kept;
  const found = admission(guess);
  if (signature !== undefined && admissions.size < MAX_KEPT) admissions.set(key, found);
  return found;
}

function admission(guess: Guess): Admission {
  const later = guess.senders.later.every((sender) => areMost(admittedPorts(guess, sender)));
  const unnamed = later ? [] : refusedNamespaces(guess);
  // More than one: at least one other than the receiver's is not admitted, so that pods need no evaluation.
  const refused = unnamed.length > 1 ? [] : refusedPods(guess, later);
  return { later, unnamed, refused, addresses: isOpenToAddresses(guess) };
}

function isOpen({ later, unnamed, refused, addresses }: Admission, receiver: string): boolean {
  const others = (namespaces: readonly string[]): boolean => namespaces.some((name) => name !== receiver);
  return addresses || ((later || !others(unnamed)) && !others(refused));
}

/** Two are sufficient: one of them differs from the receiver's. */
const SUFFICIENT_REFUSALS = 2;

/** Every cluster has these, and no tenant uses them. */
function isSystems(namespace: string): boolean {
  return namespace !== 'default' && initialNamespaces.has(namespace);
}

/** Namespaces with a pod that is refused; where future ones are admitted, except the system's own. */
function refusedPods(guess: Guess, later: boolean): string[] {
  const { senders, pipeline } = guess;
  const peers = peersOf(pipeline);
  const byAddress = peers.some(({ block }) => block !== undefined);
  const simple = !byAddress && peers.every(({ pods = [] }) => pods.length === 0);
  const refused: string[] = [];
  for (const [namespace, groups] of senders.groups) {
    if (later && isSystems(namespace)) continue;
    const requested = simple ? groups.slice(0, 1) : groups;
    const all = requested.every((group) =>
      sendersIn(group, byAddress).every((sender) => areMost(admittedPorts(guess, sender))),
    );
    if (!all) refused.push(namespace);
    if (refused.length === SUFFICIENT_REFUSALS) break;
  }
  return refused;
}

/** Equal pods differ only by their addresses, of which a few are tried. */
const MAX_TRIED = 8;

function sendersIn({ party, addresses }: SenderGroup, byAddress: boolean): Sender[] {
  if (!byAddress || addresses.length === 0) return [{ party }];
  const step = Math.ceil(addresses.length / MAX_TRIED);
  return addresses.filter((_, index) => index % step === 0).map((address) => ({ party, address }));
}

/**
 * Namespaces that are not admitted as a whole, for rules that list them by name. That is known only where the list of namespaces is
 * complete, and contains kube-system, which every cluster has; where it is not, the collected ones may be all.
 */
function refusedNamespaces(guess: Guess): string[] {
  const { namespaceLabels, groups, allNamespaces } = guess.senders;
  if (allNamespaces ? !namespaceLabels.has('kube-system') : !guess.assumeAllowed) return NOT_NAMED;
  const refused: string[] = [];
  for (const namespace of new Set([...namespaceLabels.keys(), ...groups.keys()])) {
    const labels = namespaceLabels.get(namespace);
    const party = {
      namespace,
      ...(labels && { namespaceLabels: labels }),
      labels: {},
      serviceAccount: 'default',
    };
    if (!areMost(admittedPorts(guess, { party }))) refused.push(namespace);
    if (refused.length === SUFFICIENT_REFUSALS) break;
  }
  return refused;
}

/** Names that no namespace has. */
const NOT_NAMED = ['(none)', '(other)'];

function peersOf({ stages }: Pipeline): TrafficPeer[] {
  return stages.flatMap(({ entries }) => entries.flatMap(({ rule }) => rule.from ?? []));
}

/** The maximum number of evaluated blocks; no handwritten policy has more. */
const MAX_BLOCKS = 2_000;

/** Addresses count per family where an admitting rule contains some: what is merely not refused to the world was not opened on purpose. */
function isOpenToAddresses(guess: Guess): boolean {
  const peers = peersOf(guess.pipeline).filter(({ block }) => block !== undefined);
  const named = guess.pipeline.stages
    .flatMap(({ entries }) => entries.filter(({ rule }) => rule.action === 'allow'))
    .flatMap(({ rule }) => rule.from ?? []);
  const families = ([4, 6] as const).filter((family) => named.some((peer) => mentions(family, peer)));
  if (families.length === 0) return false;
  if (peers.length > MAX_BLOCKS) return guess.assumeAllowed;
  const admits = (address: Address): boolean => areMost(admittedPorts(guess, { address }));
  return families.some((family) => admitsMost(family, peers, admits, guess));
}

function mentions(family: Family, { block, entity, unread }: TrafficPeer): boolean {
  if (block !== undefined) return block.includes(':') === (family === 6);
  return entity === 'world' || unread === true;
}

/**
 * More than half of a family. Blocks with exceptions may exclude exactly the addresses of pods: where these are known they decide; where
 * they are not, the result is unknown if the usual ranges of pod networks are excluded.
 */
function admitsMost(
  family: Family,
  peers: readonly TrafficPeer[],
  admits: (address: Address) => boolean,
  { senders, assumeAllowed }: Guess,
): boolean {
  const share = shareOf(family, peers, admits);
  if (share.world <= 0.5) return false;
  // Pods without an address of this family cannot be reached over it; a second family may exist without being visible.
  if (senders.families.size > 0 && !senders.families.has(family)) return assumeAllowed;
  const known = senders.addresses[family];
  if (known.length > 0) return known.filter(admits).length * 2 > known.length;
  return share.private > 0.5 || assumeAllowed;
}

/** TCP ports on which the sender is admitted. */
function admittedPorts({ pipeline, senders, assumeAllowed }: Guess, sender: Sender): Ports {
  const walk: Walk = {
    every: EVERY_PORT,
    portsOf: ({ rule }) => portSet(rule.ports),
    answerOf: (entry) => matches(entry, sender, senders),
  };
  return admitted(pipeline.stages, walk, assumeAllowed).ports;
}

function matches({ rule, pick }: Entry, sender: Sender, senders: Senders): Answer {
  if (pick === 'no' || rule.from === undefined) return pick;
  return both(pick, either(rule.from.map((peer) => isPeer(peer, sender, senders))));
}

/** Rules that admit the sender on some port, regardless of refusals. */
function decidersOf({ pipeline, senders }: Question, sender: Sender): Entry[] {
  return pipeline.stages.flatMap(({ entries }) =>
    entries.filter((entry) => entry.rule.action === 'allow' && matches(entry, sender, senders) !== 'no'),
  );
}

/** A rule that passes to the next stage and may or may not match: either case may be the open one. */
function mayPass({ pipeline, senders }: Question): boolean {
  return pipeline.stages.some(({ entries }) =>
    entries.some(
      (entry) =>
        entry.rule.action === 'pass' &&
        senders.later.some((sender) => matches(entry, sender, senders) === 'maybe'),
    ),
  );
}
