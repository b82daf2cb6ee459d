import { isLocalUrl } from '../../../model/addresses.ts';
import { listItems } from '../../../model/control-plane/testimony.ts';
import { LIST_PODS } from '../../../model/settle.ts';
import type { EtcdFacts, FlagAnswer, FlagSighting } from '../../../model/types.ts';
import type { Severity } from '../../../result/types.ts';
import type { Evidence } from '../../../shared/evidence.ts';
import type { Finding } from '../../define.ts';
import { component } from '../component.ts';
import { unseen } from '../flags.ts';
import { notEtcd } from './elsewhere.ts';

export interface EtcdDoor {
  urls: string;
  certAuth: string;
  caFile: string;
  autoTls: string;
  /** `client` or `peer`. */
  who: string;
  /** Rows of the CIS benchmark that each fault is about. */
  rows: Readonly<Record<Exclude<Judged['open'], 'closed'>, readonly string[]>>;
  /** Severity when the open door is on the loopback interface only. */
  loopbackSeverity: Severity;
}

interface Judged {
  instance: string;
  open: 'plaintext' | 'no-certificate' | 'auto-tls' | 'flag-only' | 'closed';
  loopback: boolean;
  evidence: Evidence[];
}

const at = component('etcd');

/**
 * What one of etcd's doors demands. The listener asks for a certificate when either the flag or the CA file is set
 * (etcd client/pkg/v3/transport, TLSInfo.ServerConfig): a missing flag beside a CA is a flag to mend, not an open door.
 */
export function judgeEtcdTls(etcd: EtcdFacts, door: EtcdDoor): Finding {
  const elsewhere = notEtcd(etcd);
  if (elsewhere) return elsewhere;
  const urls = etcd.flag(door.urls);
  const certAuth = etcd.flag(door.certAuth);
  const caFile = etcd.flag(door.caFile);
  const autoTls = etcd.flag(door.autoTls);
  for (const answer of [urls, certAuth, caFile]) {
    if (!answer.known) return { verdict: 'unknown', at, message: answer.reason, settle: answer.settle };
  }
  if (!urls.known || !certAuth.known || !caFile.known)
    return { verdict: 'unknown', at, message: 'etcd is not visible', settle: [] };
  const judged = urls.sightings.flatMap((sighting) => {
    const same = (answer: FlagAnswer) =>
      answer.known ? answer.sightings.find(({ instance }) => instance === sighting.instance) : undefined;
    return judge(sighting, same(certAuth), same(caFile), same(autoTls)) ?? [];
  });
  const hidden = urls.sightings.length - judged.length;
  const worst =
    ORDER.map((kind) => judged.filter(({ open }) => open === kind)).find((group) => group.length > 0) ?? [];
  const first = worst[0];
  if (!first)
    return {
      verdict: 'unknown',
      at,
      message: 'etcd does not show what its listeners demand',
      settle: [LIST_PODS],
    };
  const evidence = worst.flatMap((item) => item.evidence);
  if (first.open === 'closed') {
    if (urls.unseen + hidden > 0) return unseen('etcd', { ...certAuth, unseen: urls.unseen + hidden });
    return { verdict: 'pass', at, message: `every ${door.who} has to show a certificate`, evidence };
  }
  const loopback = worst.every((item) => item.loopback);
  return {
    verdict: 'fail',
    at,
    detail: first.open,
    message: `${MESSAGES[first.open](door)}${where(worst, judged)}${loopback ? ', on the machine itself only' : ''}`,
    evidence,
    rows: door.rows[first.open],
    ...(first.open === 'flag-only'
      ? { severity: 'low' as const }
      : loopback
        ? { severity: door.loopbackSeverity }
        : {}),
  };
}

const ORDER = ['plaintext', 'no-certificate', 'auto-tls', 'flag-only', 'closed'] as const;

const MESSAGES = {
  plaintext: ({ who }: EtcdDoor) => `etcd talks to ${who}s without TLS`,
  'no-certificate': ({ who }: EtcdDoor) => `etcd asks no ${who} for a certificate`,
  'auto-tls': ({ who }: EtcdDoor) => `etcd encrypts with self-made certificates and lets any ${who} in`,
  'flag-only': ({ certAuth, caFile }: EtcdDoor) =>
    `--${certAuth} is off; certificates are demanded only because --${caFile} is set`,
} as const;

/** Undefined where the member shows its listeners, but not what they demand (a configuration file, a script). */
function judge(
  urls: FlagSighting,
  certAuth?: FlagSighting,
  caFile?: FlagSighting,
  autoTls?: FlagSighting,
): Judged | undefined {
  const addresses = listItems(urls.value);
  const plain = addresses.filter((url) => url.startsWith('http://') || url.startsWith('unix://'));
  const loopbackOf = (list: readonly string[]) => list.every(isLocalUrl);
  const shown = [certAuth, caFile]
    .filter((sighting) => sighting !== undefined)
    .map(({ evidence }) => evidence);
  // A plain listener on the loopback interface beside https is common for health checks; it counts as loopback only, and
  // so does a socket in the file system.
  if (plain.length > 0)
    return {
      instance: urls.instance,
      open: 'plaintext',
      loopback: loopbackOf(plain),
      evidence: [urls.evidence],
    };
  const demands = certAuth?.value === 'true';
  const hasCa = (caFile?.value ?? '') !== '';
  if (!demands && !hasCa && !(certAuth && caFile)) return undefined;
  if (!demands && !hasCa) {
    const auto = autoTls?.value === 'true';
    return {
      instance: urls.instance,
      open: auto ? 'auto-tls' : 'no-certificate',
      loopback: loopbackOf(addresses),
      evidence: [urls.evidence, ...shown],
    };
  }
  return {
    instance: urls.instance,
    open: demands || !certAuth ? 'closed' : 'flag-only',
    loopback: loopbackOf(addresses),
    evidence: shown,
  };
}

function where(some: readonly Judged[], all: readonly Judged[]): string {
  return some.length === all.length ? '' : ` (${some.map(({ instance }) => instance).join(', ')})`;
}
