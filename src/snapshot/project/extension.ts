/** Common parts of definitions, APIServices and webhooks: the Services that they name, and their CAs. */
import type { ApiregistrationV1ServiceReference } from '@kubernetes/client-node';
import { bundledCertificates } from '../parse/certificate.ts';
import type { CertificatePlace } from '../parse/certificate.ts';
import type { Extra } from '../kinds/define.ts';
import { num, str } from './raw.ts';
import type { Fields } from './untrusted.ts';

export function authorities(base64: unknown, place: CertificatePlace): { extra?: readonly Extra[] } {
  const extra = bundled(base64, place);
  return extra.length > 0 ? { extra } : {};
}

export function bundled(base64: unknown, place: CertificatePlace): Extra[] {
  return bundledCertificates(base64, place).map((record) => ({ kind: 'certificate', record }));
}

export function beforeDot(name: string): string {
  return name.split('.', 1).join('');
}

/** Default port of a Service in the API. */
export const DEFAULT_PORT = 443;

export function serviceOf(service: Fields<ApiregistrationV1ServiceReference>): {
  service?: string;
  servicePort?: number;
} {
  const name = str(service.name, 256);
  if (name === undefined) return {};
  return {
    service: `${str(service.namespace, 256) ?? ''}/${name}`,
    servicePort: num(service.port) ?? DEFAULT_PORT,
  };
}
