import { certificateSource } from '../../model/certificates.ts';
import type { CertificateRecord } from '../../snapshot/records/index.ts';
import type { Evidence } from '../../shared/evidence.ts';

/** How many days before its end a certificate is reported. Replacing a CA takes long, because every client needs the new CA first. */
export const SOON_DAYS = {
  /** Tools with automatic renewal have renewed long before. */
  leaf: 30,
  ca: 180,
} as const;

/** From here on the replacement is urgent. */
export const URGENT_DAYS = 7;

/** A client certificate cannot be revoked; one that is valid for longer than this outlives its usual purpose. */
export const LONG_CLIENT_DAYS = 366;

const DAY_MS = 86_400_000;

/** Whole days from `now` to the end of the certificate; negative when it has expired. */
export function daysLeft({ notAfter }: Pick<CertificateRecord, 'notAfter'>, now: Date): number {
  return Math.floor((Date.parse(notAfter) - now.getTime()) / DAY_MS);
}

/** Whole days of its validity. */
export function daysValid({ notBefore, notAfter }: CertificateRecord): number {
  return Math.floor((Date.parse(notAfter) - Date.parse(notBefore)) / DAY_MS);
}

/** `expired 3 days ago (2026-11-21)`, `expires in 12 days (2026-12-06)`. */
export function endText(certificate: Pick<CertificateRecord, 'notAfter'>, now: Date): string {
  const left = daysLeft(certificate, now);
  const day = certificate.notAfter.slice(0, 10);
  const days = (count: number) => (count === 1 ? '1 day' : `${count} days`);
  if (Date.parse(certificate.notAfter) <= now.getTime())
    return `expired ${days(Math.max(0, -left))} ago (${day})`;
  return left === 0 ? `expires within a day (${day})` : `expires in ${days(left)} (${day})`;
}

/** A certificate as evidence, with its location. */
export function shown(certificate: CertificateRecord, value?: string): Evidence {
  return {
    source:
      certificate.use === 'serving'
        ? 'endpoint'
        : certificate.holder === 'ConfigMap'
          ? 'configmap'
          : 'object',
    confidence: 'observed',
    location: certificateSource(certificate),
    value: value ?? `${certificate.subject}, valid until ${certificate.notAfter.slice(0, 10)}`,
  };
}

/** The certificate of a bundle that expires last: the others may be left from before a renewal. */
export function lastToEnd(bundle: readonly CertificateRecord[]): CertificateRecord | undefined {
  return [...bundle].sort((a, b) =>
    a.notAfter > b.notAfter ? -1 : a.notAfter < b.notAfter ? 1 : a.index - b.index,
  )[0];
}
