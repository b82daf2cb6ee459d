/** Credentials that are recognisable by their own form, whatever stands around them. */

/** Quick test: text without any of these has nothing that the patterns below could find. */
const SUSPICIOUS =
  /@|-----BEGIN|eyJ|[Bb](?:earer|asic)\s|BEARER|BASIC|[?&;][\w.-]{2,32}=|[A-Za-z0-9+/_-]{16}|\b[a-z0-9]{6}\.[a-z0-9]{16}\b|xox[abeoprs]-/;

const KNOWN_TOKENS: readonly RegExp[] = [
  // JSON web tokens, whole or cut.
  /\beyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)*/g,
  // Cloud and forge keys with a fixed prefix.
  /\b(?:AKIA|ASIA|AGPA|AIDA|AROA|ANPA|ABIA|ACCA)[A-Z0-9]{12,20}\b/g,
  /\bgh[opusr]_[A-Za-z0-9]{20,}\b/g,
  /\bgithub_pat_[A-Za-z0-9_]{20,}/g,
  /\bgl(?:pat|ptt|dt|rt|cbt|soat)-[A-Za-z0-9_-]{16,}/g,
  /\bxox[abeoprs]-[A-Za-z0-9-]{8,}/g,
  /\bAIza[A-Za-z0-9_-]{30,}/g,
  /\bya29\.[A-Za-z0-9_-]{16,}/g,
  /\b(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{10,}/g,
  /\bsk-[A-Za-z0-9_-]{20,}/g,
  /\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/g,
  /\bnpm_[A-Za-z0-9]{30,}\b/g,
  /\bdo[por]_v1_[0-9a-f]{32,}\b/g,
  /\bAGE-SECRET-KEY-1[A-Z0-9]{20,}/g,
  /\bhv[sbr]\.[A-Za-z0-9_-]{16,}/g,
  // Node join tokens of k3s and RKE2 (whole certificate hash and password).
  /\bK10[0-9a-f]{20,}(?:::\S*)?/g,
  // kubeadm bootstrap tokens; a digit in the second part tells them from host names.
  /(?<![\w.-])[a-z0-9]{6}\.(?=[a-z0-9]*\d)[a-z0-9]{16}(?![\w.-])/g,
];

/** Text with every recognisable credential replaced by `mask`. */
export function redactPatterns(text: string, mask: string): string {
  if (!SUSPICIOUS.test(text)) return text;
  // Certificates are public and full of long base64; they are set aside, and only if they hold nothing else.
  if (text.includes('-----BEGIN CERTIFICATE-----')) {
    return text
      .split(/(-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]*-----END CERTIFICATE-----)/)
      .map((part, index) => (index % 2 === 1 ? part : redactPart(part, mask)))
      .join('');
  }
  return redactPart(text, mask);
}

function redactPart(text: string, mask: string): string {
  let result = text.replace(
    /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|$)/g,
    mask,
  );
  result = redactUserInfo(result, mask);
  result = result.replace(/\b(bearer|basic)(\s+)(?=\S*[\d+/=._])[A-Za-z0-9._~+/=-]{6,}/gi, `$1$2${mask}`);
  for (const pattern of KNOWN_TOKENS) result = result.replace(pattern, mask);
  result = result.replace(
    /([?&;](?:[\w.-]*(?:token|secret|passw(?:or)?d|pwd|api[_-]?key|access[_-]?key|signature|credential|auth)|sig|key|code|sv|se)=)[^&#\s"'<>]+/gi,
    `$1${mask}`,
  );
  return result.replace(/[A-Za-z0-9+/_-]{28,}={0,2}/g, (run) => (looksRandom(run) ? mask : run));
}

function redactUserInfo(text: string, mask: string): string {
  if (!text.includes('@')) return text;
  return (
    text
      // Up to the last `@` of the URL: passwords hold `@` and `/` as well. An image digest is no user.
      .replace(/(:\/\/)(?:(?!:\/\/)[^\s"'<>])*@(?!sha\d+:)/g, `$1${mask}@`)
      // user:password@tcp(host) and user:password@host, without a scheme.
      .replace(/(?<![\w./*-])[\w.%+-]+:[^\s@"',]{2,}@(?=[\w.[(-])(?!sha\d+:)/g, `${mask}@`)
  );
}

/** Base64 (or base64url) of a PEM certificate, as in `certificate-authority-data`. */
const BASE64_CERTIFICATE = /^LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t/;

/**
 * True for runs that read like key material. Words, paths and identifiers change between capitals, small letters and
 * digits rarely; random base64 does at about two of three places. Hex (digests, hashes) has no capitals and passes.
 */
export function looksRandom(run: string): boolean {
  if (BASE64_CERTIFICATE.test(run)) return Buffer.from(run, 'base64').includes('PRIVATE KEY');
  const body = run.replace(/=+$/, '');
  if (!/[A-Z]/.test(body) || !/[a-z]/.test(body) || !/\d/.test(body)) return false;
  // Paths: many short segments.
  const segments = body.split('/');
  if (segments.length > 3 && Math.max(...segments.map((s) => s.length)) < 20) return false;
  let changes = 0;
  for (let i = 1; i < body.length; i++)
    if (classOf(body.charCodeAt(i)) !== classOf(body.charCodeAt(i - 1))) changes++;
  return changes / (body.length - 1) >= 0.38;
}

function classOf(code: number): number {
  if (code >= 48 && code <= 57) return 0;
  if (code >= 65 && code <= 90) return 1;
  if (code >= 97 && code <= 122) return 2;
  return 3;
}
