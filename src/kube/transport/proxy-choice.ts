import { BlockList, isIP, isIPv4 } from 'node:net';
import { ArchmapError } from '../../shared/errors.ts';
import type { ConnectionIo } from '../types.ts';
import { urlOf } from '../url.ts';

export interface Target {
  secure: boolean;
  host: string;
  port: number;
}

/**
 * The proxy for a target from the environment, by Go's rules: HTTPS_PROXY or HTTP_PROXY by the target's scheme (upper case first), never
 * for loopback addresses and `localhost`, and NO_PROXY with names, suffixes, addresses, ports and CIDRs.
 */
export function proxyFromEnvironment(
  { secure, host, port }: Target,
  env: ConnectionIo['env'],
): URL | undefined {
  const value = secure ? env['HTTPS_PROXY'] || env['https_proxy'] : env['HTTP_PROXY'] || env['http_proxy'];
  const proxy = value ? (parseUrl(value) ?? parseUrl(`http://${value}`)) : undefined;
  if (!proxy || isLoopback(host)) return undefined;
  const exceptions = (env['NO_PROXY'] || env['no_proxy'] || '')
    .split(',')
    .map((rule) => rule.trim().toLowerCase());
  return exceptions.some((rule) => rule !== '' && matches(rule, host.toLowerCase(), port))
    ? undefined
    : proxy;
}

/** `proxy-url` of the kubeconfig or the flag. Throws `kubeconfig`; the error never contains user information. */
export function parseProxyUrl(text: string): URL {
  const proxy = parseUrl(text);
  if (!proxy || !/^(?:https?|socks5):$/.test(proxy.protocol)) {
    throw new ArchmapError(
      'kubeconfig',
      'proxy-url is not a valid proxy URL',
      'specify http://, https:// or socks5:// and HOST:PORT',
    );
  }
  return proxy;
}

/** The proxy without user and password. */
export function proxyText(proxy: URL): string {
  return `${proxy.protocol}//${proxy.host}`;
}

function parseUrl(text: string): URL | undefined {
  const url = urlOf(text);
  return url && url.hostname !== '' ? url : undefined;
}

function isLoopback(host: string): boolean {
  return (
    host === 'localhost' ||
    (isIP(host) !== 0 && blockOf('127.0.0.0', 8, '::1', 128).check(host, family(host)))
  );
}

function blockOf(v4: string, v4Prefix: number, v6: string, v6Prefix: number): BlockList {
  const block = new BlockList();
  block.addSubnet(v4, v4Prefix, 'ipv4');
  block.addSubnet(v6, v6Prefix, 'ipv6');
  return block;
}

function matches(rule: string, host: string, port: number): boolean {
  if (rule === '*') return true;
  const cidr = /^([0-9a-f:.]+)\/(\d+)$/.exec(rule);
  if (cidr) return inSubnet(host, cidr[1] ?? '', Number(cidr[2]));
  const { name, port: rulePort } = splitPort(rule);
  if (name === '' || (rulePort !== undefined && Number(rulePort) !== port)) return false;
  if (isIP(name) !== 0) return isIP(host) !== 0 && inSubnet(host, name, isIPv4(name) ? 32 : 128);
  if (isIP(host) !== 0) return false;
  const suffix = name.replace(/^\*/, '');
  return suffix.startsWith('.') ? host.endsWith(suffix) : host === suffix || host.endsWith(`.${suffix}`);
}

function inSubnet(host: string, address: string, prefix: number): boolean {
  if (isIP(host) === 0 || isIP(address) === 0 || prefix > (isIPv4(address) ? 32 : 128)) return false;
  const block = new BlockList();
  block.addSubnet(address, prefix, family(address));
  return block.check(host, family(host));
}

function splitPort(rule: string): { name: string; port?: string } {
  const bracketed = /^\[(.*)\](?::(\d+))?$/.exec(rule);
  const plain = /^([^:]*):(\d+)$/.exec(rule);
  const match = bracketed ?? plain;
  if (!match) return { name: rule };
  return { name: match[1] ?? '', ...(match[2] !== undefined && { port: match[2] }) };
}

function family(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6';
}
