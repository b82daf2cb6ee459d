/** Which names indicate a secret, and which values under such a name are none. */

const SECRET_WORDS = new Set([
  'token',
  'tokens',
  'password',
  'passwords',
  'passwd',
  'passphrase',
  'pass',
  'pwd',
  'pw',
  'cookie',
  'cookies',
  'secret',
  'secrets',
  'apikey',
  'accesskey',
  'secretkey',
  'privatekey',
  'credential',
  'credentials',
  'bearer',
  'auth-header',
  'jwt',
  'psk',
  'sas',
  'hmac',
  // Traefik, the key of an account with a CA
  'hmacencoded',
  // tailscale, and k3s with it
  'authkey',
  'joinkey',
  // socat and sshpass
  'proxyauth',
  'sshpass',
]);

/** Words before `key` that together with it indicate a secret: `s3-access-key`, `certificate-key`, `cookie-key`. */
const KEY_OWNERS = new Set([
  'access',
  'account',
  'aes',
  'api',
  'auth',
  'certificate',
  'client',
  'cookie',
  'encryption',
  'gossip',
  'hmac',
  'join',
  'license',
  'master',
  'private',
  'secret',
  'session',
  'shared',
  'signature',
  'signing',
  'storage',
]);

/** Last words of names about a secret, whose value is not the secret. */
const ABOUT = new Set([
  'file',
  'files',
  'path',
  'paths',
  'dir',
  'directory',
  'name',
  'names',
  'namespace',
  'ref',
  'refs',
  'ttl',
  'lookup',
  'expiration',
  'expiry',
  'age',
  'timeout',
  'interval',
  'mode',
  'type',
  'enabled',
  'disabled',
  'syncs',
  'url',
  'uri',
  'issuer',
  'audience',
  'audiences',
  'algorithm',
  'algs',
  'version',
  'provider',
  'id',
  'ids',
  'host',
  'hosts',
  'annotation',
  'label',
  'selector',
  'class',
  'kind',
  'policy',
  'domain',
  'domains',
  'size',
  'count',
  'format',
  'period',
  'review',
  'controller',
]);

/** Words before `auth` in the name of a login; a bare `auth` is one, too. */
const LOGINS = new Set(['', 'basic', 'http', 'proxy', 'digest', 'vpn']);

/** After these words `id` and `url` do contain the secret. */
const STILL_SECRET = new Set(['access-key-id', 'webhook-url', 'token-id']);

const nameCache = new Map<string, boolean>();

/** True when a flag, variable or key of this name contains a credential itself. `--`, case, `_`, `.` and camelCase are equal. */
export function isSecretName(name: string): boolean {
  const known = nameCache.get(name);
  if (known !== undefined) return known;
  const words = wordsOf(name);
  const answer = secretWords(words);
  if (nameCache.size > 4_096) nameCache.clear();
  nameCache.set(name, answer);
  return answer;
}

function wordsOf(name: string): string[] {
  return name
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

function secretWords(words: readonly string[]): boolean {
  const last = words.at(-1);
  if (last === undefined) return false;
  if (last === 'authorization') return true;
  // `--anonymous-auth` is a boolean, `--basic-auth` and `--auth` contain a login.
  if (last === 'auth') return LOGINS.has(words.at(-2) ?? '');
  const joined = words.join('-');
  for (const ending of STILL_SECRET) if (joined.endsWith(ending)) return true;
  // `aws-auth`, `client-auth` are names of modes; `auth` alone is no secret word.
  if (ABOUT.has(last)) return false;
  return words.some((word, index) => {
    if (SECRET_WORDS.has(word) || /(?:password|passwd|token|secret|apikey)$/.test(word)) return true;
    return (word === 'key' || word === 'keys') && KEY_OWNERS.has(words[index - 1] ?? '');
  });
}

const PASSWORD_LIKE = /(?:pass|passwd|password|passphrase|pwd)$/i;

/** A boolean, a number, a duration, a file path or a redacted value: safe to keep under a secret-sounding name. */
export function isHarmlessValue(name: string, value: string): boolean {
  const text = value.trim().replace(/^["']|["']$/g, '');
  if (/^(?:true|false|yes|no|on|off|null|none|nil|\[\]|\{\}|\*{3,}|<[a-z -]{1,30}>)?$/i.test(text))
    return true;
  // `$(NAME)`, `${NAME}`, `$NAME`: a reference, the value is elsewhere.
  if (/^\$(?:\([\w.-]+\)|\{[\w.-]+\}|[A-Za-z_]\w*)$/.test(text)) return true;
  if (isFilePath(text)) return true;
  if (PASSWORD_LIKE.test(name)) return false;
  return /^\d{1,6}$/.test(text) || /^(?:\d+(?:\.\d+)?(?:ns|us|ms|s|m|h|d))+$/.test(text);
}

const PATH_ROOTS =
  /^(?:\/(?:etc|var|run|srv|opt|usr|mnt|tmp|home|root|data|secrets?|certs?|config|vault|keys?|pki|proc|sys|credentials|tokens?)\/|\.{1,2}\/|[A-Za-z]:\\|unix:\/\/)/;

/** A path that a program opens; base64 that happens to begin with a slash is none. */
export function isFilePath(text: string): boolean {
  if (text.length > 512 || /[\s=+,;]/.test(text)) return false;
  if (PATH_ROOTS.test(text)) return true;
  return /^\/?[\w./-]+\.(?:key|pem|crt|cert|ya?ml|json|conf|cfg|txt|jwk|jwks|pub|csv|sock|kubeconfig)$/.test(
    text,
  );
}
