/** TLS of Ingresses that is configured in annotations, which each controller reads itself. */
import type { IngressRecord } from '../../snapshot/records/index.ts';
import { mayRead } from '../../data/ingress-guards.ts';
import { ingressTls, redirectSwitches } from '../../data/ingress-tls.ts';

/** Whether the controller has a certificate for it elsewhere, or another proxy terminates TLS before it. */
export function hasControllerTls({ annotations }: IngressRecord, controller: string | undefined): boolean {
  return ingressTls.some((one) =>
    one.always === true
      ? controller !== undefined && mayRead(one, controller)
      : mayRead(one, controller) && one.keys.some(({ key, value }) => value.test(annotations[key] ?? '')),
  );
}

/** Whether an annotation disables the redirect from HTTP to HTTPS. */
export function redirectIsOff(annotations: IngressRecord['annotations']): boolean {
  return redirectSwitches.some((key) => annotations[key] === 'false');
}

/** All its paths answer challenges of ACME, which require plaintext HTTP (RFC 8555, section 8.3). */
export function onlyAnswersChallenges({ paths = [] }: IngressRecord): boolean {
  return paths.length > 0 && paths.every((path) => / \/\.well-known\/acme-challenge\//.test(path));
}
