import type { ExtensionFacts } from '../../../model/types.ts';
import { see } from '../../../shared/requirement.ts';
import { UNREADABLE } from '../../../snapshot/unreadable.ts';
import type { Finding } from '../../define.ts';
import { daysLeft, endText } from '../expiry.ts';
import { observed } from '../objects.ts';

const MAP = 'linkerd-identity-trust-roots';
const KEY = 'ca-bundle.crt';

/** `linkerd check` warns that many days before the end. */
const SOON_DAYS = 60;

/** The trust anchor of a Linkerd that ends last: others may be left from before a rotation. */
export function evaluateAnchors(
  namespace: string,
  { configMap }: Pick<ExtensionFacts, 'configMap'>,
  now: Date,
): Finding {
  const at = { kind: 'ConfigMap', namespace, name: MAP };
  const map = configMap(namespace, MAP);
  if (!map.known) return { verdict: 'unknown', at, message: map.reason, requires: map.requires };
  const text = map.value?.data[KEY];
  // The projection keeps a line for each certificate: its end, then its subject.
  const ends = text === undefined || text === UNREADABLE ? [] : text.split('\n').sort();
  const [notAfter = '', ...subject] = (ends.at(-1) ?? '').split(' ');
  if (Number.isNaN(Date.parse(notAfter)))
    return {
      verdict: 'unknown',
      at,
      message: `${KEY} of ConfigMap ${namespace}/${MAP} contains no certificate`,
      requires: [see(`review ConfigMap ${namespace}/${MAP}`)],
    };
  const certificate = { notAfter };
  const left = daysLeft(certificate, now);
  const message = `trust anchor ${endText(certificate, now)}`;
  const evidence = [
    observed(`ConfigMap ${namespace}/${MAP}`, `${subject.join(' ')}, valid until ${notAfter.slice(0, 10)}`),
  ];
  if (left > SOON_DAYS) return { verdict: 'pass', at, message, evidence };
  return { verdict: 'fail', at, ...(left < 0 && { severity: 'high' as const }), message, evidence };
}
