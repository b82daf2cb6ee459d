import { MASK } from './mask.ts';

/** Credentials that are recognizable by their own form, in any context. */

/** Quick test: text without any of these matches none of the patterns below. */
const SUSPICIOUS =
  /@|-----BEGIN|eyJ|[Bb](?:earer|asic)\s|BEARER|BASIC|[?&;][\w.-]{2,32}=|[A-Za-z0-9+/_-]{16}|\b[a-z0-9]{6}\.[a-z0-9]{16}\b|xox[abeoprs]-|[Ww]ebhook|hooks\.|_etcd\/|discovery\.etcd|tskey-/;

const KNOWN_TOKENS: readonly RegExp[] = [
  // JSON web tokens, whole or truncated. Headers are short: without a limit, a text of many beginnings takes quadratic time.
  /\beyJ[A-Za-z0-9_-]{6,4096}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)*/g,
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
  // Addresses that are a secret: anyone with the address can post there.
  /(?<=\bhooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/)[^\s"'<>]+/g,
  /(?<=\bdiscord(?:app)?\.com\/api\/webhooks\/)[^\s"'<>]+/g,
  /(?<=\.webhook\.office\.com\/)[^\s"'<>]+/g,
  // Discovery address of a new etcd cluster: any host with the address can join.
  /(?<=\bdiscovery\.etcd\.io\/|\/_etcd\/registry\/)[A-Za-z0-9_-]+/g,
  // Keys by which hosts join a tailnet, and the tokens of pinggy, which take the position of a user.
  /\btskey-[a-z]+-[\w-]{6,}/g,
  // From the start of a word only: from each letter, a long word takes quadratic time.
  /(?<![\w+.-])[\w+.-]+(?=@(?:[a-z0-9-]+\.)*pinggy\.(?:io|link)\b)/g,
  // Node join tokens of k3s and RKE2 (whole certificate hash and password).
  /\bK10[0-9a-f]{20,}(?:::\S*)?/g,
  // kubeadm bootstrap tokens; a digit in the second part distinguishes them from host names.
  /(?<![\w.-])[a-z0-9]{6}\.(?=[a-z0-9]*\d)[a-z0-9]{16}(?![\w.-])/g,
];

/** Prefixes of tokens with a form of their own, and addresses with a login; cheap enough for every string that is kept. */
const TOKEN_START =
  /gh[opusr]_|github_pat_|gl(?:pat|ptt|dt|rt|cbt|soat)-|xox[abeoprs]-|eyJ|A[KSGIRNBC][IPDOAC]A[A-Z0-9]|AIza|ya29\.|_(?:live|test)_|sk-|SG\.|npm_|do[por]_v1_|AGE-SECRET|hv[sbr]\.|K10[0-9a-f]|discovery\.etcd\.io|_etcd\/registry|tskey-|hooks\.slack|api\/webhooks|webhook\.office|\/\/[^\s@]*@/;
const MIN_TOKEN = 16;

/** For a text without an expected credential (a name, a label, a path): redacted where it contains one with a form of its own. */
export function withoutTokens(text: string): string {
  return text.length >= MIN_TOKEN && TOKEN_START.test(text) ? redactPatterns(text) : text;
}

/**
 * For a name, which contains no password by itself (`oidc:jane@example.com`): redacted where it contains an address with a login, or a
 * token with a form of its own.
 */
export function nameWithoutTokens(text: string): string {
  if (text.length < MIN_TOKEN || !TOKEN_START.test(text)) return text;
  let masked = redactAddresses(text);
  for (const pattern of KNOWN_TOKENS) masked = masked.replace(pattern, MASK);
  return masked;
}

/**
 * Cache for short texts: images, arguments and annotations repeat thousands of times. Cleared when full, so that it stays
 * small and no text is kept for long.
 */
const answers = new Map<string, string>();
const MAX_ANSWERS = 4_096;
const MAX_REMEMBERED = 256;

/** Text with every recognizable credential redacted. */
export function redactPatterns(text: string): string {
  if (text.length > MAX_REMEMBERED) return SUSPICIOUS.test(text) ? redactSuspicious(text) : text;
  const known = answers.get(text);
  if (known !== undefined) return known;
  const answer = SUSPICIOUS.test(text) ? redactSuspicious(text) : text;
  if (answers.size >= MAX_ANSWERS) answers.clear();
  answers.set(text, answer);
  return answer;
}

function redactSuspicious(text: string): string {
  // Certificates are public and full of long base64; they are excluded, but only if they contain nothing else.
  if (text.includes('-----BEGIN CERTIFICATE-----')) {
    return text
      .split(/(-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]*-----END CERTIFICATE-----)/)
      .map((part, index) => (index % 2 === 1 ? part : redactPart(part)))
      .join('');
  }
  return redactPart(text);
}

function redactPart(text: string): string {
  let result = text.replace(
    /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|$)/g,
    MASK,
  );
  result = redactUserInfo(result);
  result = result.replace(/\b(bearer|basic)(\s+)(?=\S*[\d+/=._])[A-Za-z0-9._~+/=-]{6,}/gi, `$1$2${MASK}`);
  for (const pattern of KNOWN_TOKENS) result = result.replace(pattern, MASK);
  result = result.replace(
    /([?&;](?:[\w.-]*(?:token|secret|passw(?:or)?d|pwd|api[_-]?key|access[_-]?key|signature|credential|auth)|sig|key|code|sv|se|jwt|session(?:[_-]?id)?|sid|ticket|otp)=)[^&#\s"'<>]+/gi,
    `$1${MASK}`,
  );
  return result.replace(/[A-Za-z0-9+/_-]{28,}={0,2}/g, (run) => (looksRandom(run) ? MASK : run));
}

function redactUserInfo(text: string): string {
  if (!text.includes('@')) return text;
  // user:password@tcp(host) and user:password@host, without a scheme.
  return redactAddresses(text).replace(
    /(?<![\w./*%+-])[\w.%+-]+:(?!\/\/)[^\s@"',]{2,1024}@(?=[\w.[(-])(?!sha\d+:)/g,
    `${MASK}@`,
  );
}

/**
 * The login of URLs. It ends at the first `/`, `?` or `#`: `https://login.example.com#jane@example.com` has none, and contains a user
 * name. After `user:` an unencoded password may contain these as well; the port of a host with a dot is none. An image digest is no user.
 */
function redactAddresses(text: string): string {
  return text.replace(
    /(:\/\/|(?<![\w:/.*])\/\/)(?:(?:[^\s"'<>/?#@:.]*:|[^\s"'<>/?#@:]*:(?!\d{1,5}[/?#]))(?:(?!:\/\/)[^\s"'<>])*@|(?:(?!:\/\/)[^\s"'<>/?#])*@)(?!sha\d+:)/g,
    `$1${MASK}@`,
  );
}

/** Base64 (or base64url) of a PEM certificate, as in `certificate-authority-data`. */
const BASE64_CERTIFICATE = /^LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t/;

/**
 * True for runs that look like key material. Words, paths and identifiers rarely change between capitals, lower case and
 * digits; random base64 does at about two of three places. Hex (digests, hashes) has no capitals and passes.
 */
export function looksRandom(run: string): boolean {
  if (BASE64_CERTIFICATE.test(run)) return Buffer.from(run, 'base64').includes('PRIVATE KEY');
  const body = run.replace(/=+$/, '');
  if (!/[A-Z]/.test(body) || !/[a-z]/.test(body) || !/\d/.test(body)) return false;
  // Paths have many slashes; they do not count there.
  const path = body.startsWith('/');
  let changes = 0;
  for (let i = 1; i < body.length; i++) {
    const [here, before] = [classOf(body.charCodeAt(i)), classOf(body.charCodeAt(i - 1))];
    if (here !== before && (!path || (here !== SLASH && before !== SLASH))) changes++;
  }
  return changes / (body.length - 1) >= 0.38;
}

const SLASH = 4;

function classOf(code: number): number {
  if (code === 47) return SLASH;
  if (code >= 48 && code <= 57) return 0;
  if (code >= 65 && code <= 90) return 1;
  if (code >= 97 && code <= 122) return 2;
  return 3;
}
