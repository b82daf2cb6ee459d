/**
 * Programs that verify the origin of images. As of 2026-11-26; sources: https://docs.sigstore.dev/policy-controller/overview/,
 * https://ratify.dev, https://sse-secure-systems.github.io/connaisseur/, https://github.com/IBM/portieris,
 * https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#imagepolicywebhook,
 * https://cloud.google.com/binary-authorization/docs.
 */
export const asOf = '2026-11-26';

/** Names of the webhooks of programs that do nothing else. */
export const verifierWebhook = /policy\.sigstore\.dev|ratify|connaisseur|portieris|notation|cosigned/;

/** The programs behind them, by the last segments of their images. */
export const verifierImages: readonly string[] = [
  'policy-controller',
  'policy-webhook',
  'cosigned',
  'ratify',
  'connaisseur',
  'portieris',
  'notation',
];

/** Providers that verify by a switch of their own, which the API server does not expose. */
export const hiddenVerifiers: ReadonlyMap<string, string> = new Map([['gke', 'Binary Authorization']]);
