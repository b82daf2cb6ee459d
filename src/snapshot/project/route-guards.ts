/** What stands before the rules of a route: Middlewares of Traefik, plugins of Kong. */
import type { RouteRecord } from '../schema/route.ts';
import { redactText } from '../redact.ts';
import { arr, obj, str, strings } from './raw.ts';
import type { Raw } from './raw.ts';

type Guard = Pick<RouteRecord, 'guards' | 'login' | 'ranges'>;

/** It asks for a login by itself. */
const ITSELF = 'itself';

/**
 * A Middleware of Traefik (https://doc.traefik.io/traefik/reference/routing-configuration/http/middlewares/overview): passwords of a Secret, a program that is
 * asked, a list of addresses, or a chain of others.
 */
export function middlewareGuard(spec: Raw, namespace: string): Guard {
  const asked = str(obj(spec['forwardAuth'])['address'], 1_024);
  const password = ['basicAuth', 'digestAuth'].some((name) => str(obj(spec[name])['secret'], 256));
  const host = asked === undefined ? undefined : hostOf(asked);
  const chain = referencesOf('Middleware', obj(spec['chain'])['middlewares'], namespace);
  const ranges = ['ipAllowList', 'ipWhiteList'].flatMap((name) => strings(obj(spec[name])['sourceRange']));
  return {
    ...(chain !== '' && { guards: [chain] }),
    ...(password ? { login: ITSELF } : host !== undefined && { login: host }),
    ...(ranges.length > 0 && { ranges }),
  };
}

/** Plugins that ask for a login (https://developer.konghq.com/plugins, Authentication). */
const KONG_LOGINS =
  /^(?:basic-auth|key-auth|key-auth-enc|jwt|jwt-signer|hmac-auth|ldap-auth|ldap-auth-advanced|oauth2|oauth2-introspection|openid-connect|mtls-auth|header-cert-auth|saml|vault-auth)$/;

/** A KongPlugin, whose fields stand beside its metadata. With `anonymous` whoever has no login comes in as somebody. */
export function kongGuard(raw: Raw): Guard {
  const plugin = str(raw['plugin'], 128) ?? '';
  const config = obj(raw['config']);
  // Its configuration may stand in a Secret.
  if (raw['disabled'] === true || raw['configFrom'] !== undefined || arr(raw['configPatches']).length > 0)
    return {};
  if (plugin === 'ip-restriction') {
    const ranges = strings(config['allow'] ?? config['whitelist']);
    return ranges.length > 0 ? { ranges } : {};
  }
  const anonymous = config['anonymous'] ?? '';
  return KONG_LOGINS.test(plugin) && anonymous === '' ? { login: ITSELF } : {};
}

/** Names of others, in their own namespace or another, as one entry of `guards`. */
export function referencesOf(kind: string, value: unknown, namespace: string): string {
  return arr(value)
    .map(obj)
    .flatMap((ref) => {
      const name = str(ref['name'], 256);
      return name === undefined ? [] : [`${kind} ${str(ref['namespace'], 256) ?? namespace}/${name}`];
    })
    .join(',');
}

/** Plugins that an annotation names, of its own namespace or of the cluster. */
export function kongPlugins(annotations: unknown, namespace: string): string[] {
  return (str(obj(annotations)['konghq.com/plugins'], 1_024) ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => `KongPlugin ${namespace}/${name}`);
}

function hostOf(url: string): string | undefined {
  const host = /^[a-z]+:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(url)?.[1];
  return host === undefined ? undefined : redactText(host);
}
