import { isLocalUrl } from '../../../shared/addresses.ts';
import { listItems } from '../../../model/control-plane/sources/flag-sources.ts';
import { LIST_PODS } from '../../../model/requirements.ts';
import type { EtcdFacts, FlagAnswer, ObservedFlag } from '../../../model/types.ts';
import type { Severity } from '../../../result/types.ts';
import type { Evidence } from '../../../shared/evidence.ts';
import type { Finding } from '../../define.ts';
import { component } from '../component.ts';
import { uncollected } from '../flags.ts';
import { usesOtherDatastore } from './alternative-datastore.ts';
import { LOOK_ON_HOST } from '../../../shared/requirement.ts';

export interface EtcdEndpoint {
  /** Flags that configure its listeners. */
  urls: readonly [string, ...string[]];
  certAuth: string;
  caFile: string;
  autoTls: string;
  /** Certificate and key that are configured: with either of them it generates none. */
  ownFiles: readonly [string, string];
  /** `client` or `peer`. */
  who: string;
  /** Rows of the CIS benchmark for each fault. */
  rows: Readonly<Record<Exclude<Evaluated['open'], 'closed'>, readonly string[]>>;
  /** Severity when the open listener is on the loopback interface only. */
  loopbackSeverity: Severity;
}

interface Evaluated {
  instance: string;
  open: 'plaintext' | 'no-certificate' | 'auto-tls' | 'any-authority' | 'flag-only' | 'closed';
  loopback: boolean;
  evidence: Evidence[];
  /** A value that this is based on may be overridden. */
  uncertain: boolean;
}

const at = component('etcd');

/**
 * What one of etcd's listeners requires. The listener requests a certificate when either the flag or the CA file is set (etcd
 * client/pkg/v3/transport, TLSInfo.ServerConfig): a missing flag with a CA is a flag to fix, not an open listener. The flag without a CA
 * accepts certificates of any CA that the host or the image trusts. An etcd that generates its own certificate ignores both (server/embed,
 * ClientSelfCert and PeerSelfCert replace all configured settings).
 */
export function evaluateEtcdTls(etcd: EtcdFacts, entryPointView: EtcdEndpoint): Finding {
  const elsewhere = usesOtherDatastore(etcd);
  if (elsewhere) return elsewhere;
  const answers = entryPointView.urls.map((name) => etcd.flag(name));
  const [main] = answers;
  if (!answers.some(({ known }) => known))
    return {
      verdict: 'unknown',
      at,
      message: main?.known === false ? main.reason : 'etcd is not observable',
      requires: main?.known === false ? main.requires : [LIST_PODS],
    };
  const demands = [
    entryPointView.certAuth,
    entryPointView.caFile,
    entryPointView.autoTls,
    ...entryPointView.ownFiles,
  ].map((name) => etcd.flag(name));
  const names = instancesOf(answers);
  const evaluated = names.flatMap((name) => evaluate(name, answers, demands) ?? []);
  const worst =
    ORDER.map((kind) => evaluated.filter(({ open }) => open === kind)).find((group) => group.length > 0) ??
    [];
  const [criticalOrHigh] = worst;
  if (!criticalOrHigh)
    return {
      verdict: 'unknown',
      at,
      message: 'etcd does not report the TLS settings of its listeners',
      requires: [LIST_PODS],
    };
  const evidence = worst.flatMap((item) => item.evidence);
  if (criticalOrHigh.open === 'closed') {
    const open = [...answers, ...demands].find((answer) => answer.known && answer.uncollected > 0);
    if (open?.known) return uncollected('etcd', open);
    if (
      evaluated.length < names.length ||
      answers.some(({ known }) => !known) ||
      evaluated.some(({ uncertain }) => uncertain)
    )
      return {
        verdict: 'unknown',
        at,
        message: `TLS settings of ${evaluated.length} of ${names.length} etcd members are fully observable; no risk found there`,
        requires: [LOOK_ON_HOST],
        evidence,
      };
    return {
      verdict: 'pass',
      at,
      message: `etcd requires a client certificate from every ${entryPointView.who}`,
      evidence,
    };
  }
  const loopback = worst.every((item) => item.loopback);
  return {
    verdict: 'fail',
    at,
    detail: criticalOrHigh.open,
    message: `${MESSAGES[criticalOrHigh.open](entryPointView)}${where(worst, evaluated)}${loopback ? ', on the loopback interface only' : ''}`,
    evidence,
    rows: entryPointView.rows[criticalOrHigh.open],
    ...severityOf(criticalOrHigh, loopback, entryPointView),
  };
}

/** The severity, where it differs from that of the check. */
function severityOf(
  { open }: Evaluated,
  loopback: boolean,
  entryPointView: EtcdEndpoint,
): { severity?: Severity } {
  if (open === 'flag-only') return { severity: 'low' };
  const least = loopback && entryPointView.loopbackSeverity === 'low';
  if (open === 'any-authority' && !least) return { severity: 'medium' };
  return loopback ? { severity: entryPointView.loopbackSeverity } : {};
}

function instancesOf(answers: readonly FlagAnswer[]): string[] {
  const names = answers.flatMap((answer) =>
    answer.known ? answer.observations.map(({ instance }) => instance) : [],
  );
  return [...new Set(names)].sort();
}

const ORDER = ['plaintext', 'no-certificate', 'auto-tls', 'any-authority', 'flag-only', 'closed'] as const;

const MESSAGES = {
  plaintext: ({ who }: EtcdEndpoint) => `${who} listener of etcd has no TLS`,
  'no-certificate': ({ who }: EtcdEndpoint) => `etcd requires no certificate from ${who}s`,
  'auto-tls': ({ who }: EtcdEndpoint) => `etcd uses self-signed certificates and accepts any ${who}`,
  'any-authority': ({ who, caFile }: EtcdEndpoint) =>
    `--${caFile} is not set: ${who} certificates of every CA in the trust store of the image or host are accepted`,
  'flag-only': ({ certAuth, caFile }: EtcdEndpoint) =>
    `--${certAuth} is false; certificates are required only because --${caFile} is set`,
} as const;

/** Undefined where the listeners of the member are known, but not what they require (a configuration file, a script). */
function evaluate(
  instance: string,
  listeners: readonly FlagAnswer[],
  demands: readonly FlagAnswer[],
): Evaluated | undefined {
  const of = (answer: FlagAnswer | undefined) =>
    answer?.known ? answer.observations.find((observation) => observation.instance === instance) : undefined;
  const shown = listeners.flatMap((answer) => of(answer) ?? []);
  const addresses = shown.flatMap(({ value }) => listItems(value));
  const plain = addresses.filter((url) => /^(?:http|unix):\/\//i.test(url));
  const loopbackOf = (list: readonly string[]) => list.every(isLocalUrl);
  // A plain listener on the loopback interface next to https is common for health checks; it counts as loopback only, and so does a socket
  // in the file system.
  if (plain.length > 0) {
    const open = shown.filter(({ value }) => listItems(value).some((url) => plain.includes(url)));
    return {
      instance,
      open: 'plaintext',
      loopback: loopbackOf(plain),
      uncertain: false,
      evidence: open.map(evidenceOf),
    };
  }
  const [certAuth, caFile, autoTls, ...own] = demands.map(of);
  if (!of(listeners[0]) || (!certAuth && !caFile)) return undefined;
  const requests = certAuth?.value === 'true';
  const hasCa = (caFile?.value ?? '') !== '';
  const declared = [certAuth, caFile].filter((observation) => observation !== undefined);
  const given = own.some((file) => file !== undefined && file.value !== '');
  const uncertain =
    [...shown, ...declared].some(({ uncertainty }) => uncertainty !== undefined) ||
    !caFile ||
    (!autoTls && !given);
  const rest = { instance, loopback: loopbackOf(addresses), uncertain };
  if (autoTls?.value === 'true' && !given) {
    // A certificate that is not visible would be used instead.
    if (own.some((file) => file === undefined)) return undefined;
    return { ...rest, open: 'auto-tls', evidence: [...shown, ...declared, autoTls].map(evidenceOf) };
  }
  if (requests || hasCa) {
    const open = requests || !certAuth ? (caFile?.value === '' ? 'any-authority' : 'closed') : 'flag-only';
    return { ...rest, open, evidence: declared.map(evidenceOf) };
  }
  // One of the two that is not visible may require a certificate.
  if (!certAuth || !caFile) return undefined;
  return { ...rest, open: 'no-certificate', evidence: [...shown, ...declared].map(evidenceOf) };
}

function evidenceOf({ evidence }: ObservedFlag): Evidence {
  return evidence;
}

function where(some: readonly Evaluated[], all: readonly Evaluated[]): string {
  return some.length === all.length ? '' : ` (${some.map(({ instance }) => instance).join(', ')})`;
}
