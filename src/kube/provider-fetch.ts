import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { ArchmapError } from '../shared/errors.ts';
import type { ProviderFetch } from './credentials/oidc.ts';
import { createAgent, isSocks } from './transport/agents.ts';
import { collect } from './transport/body.ts';
import { proxyAddress, proxyAuthorization } from './transport/dial.ts';
import { toArchmapError } from './transport/faults.ts';
import { proxyFromEnvironment, proxyText } from './transport/proxy-choice.ts';
import { parseServerUrl } from './settings/server-url.ts';
import { systemCa } from './transport/system-ca.ts';
import { tlsOptions } from './transport/tls.ts';
import type { ConnectionIo } from './types.ts';
import { urlOf } from './url.ts';

/** Responses of a provider are small. */
const ANSWER_BYTES = 1024 * 1024;
const ANSWER_MS = 30_000;

/** Requests to an identity provider: with its own CA, proxies from the environment like kubectl, no retry, no redirect. */
export function providerFetch({ env, signal }: ConnectionIo, ca: string | undefined): ProviderFetch {
  return async (address, options) => {
    const url = urlOf(address);
    if (!url)
      throw new ArchmapError(
        'credentials',
        'the URL of the OIDC provider is invalid',
        'check idp-issuer-url of the user in the kubeconfig',
      );
    const server = parseServerUrl(url.origin);
    const target = { secure: server.secure, host: server.host, port: server.port };
    const proxy = proxyFromEnvironment(target, env);
    const agent = createAgent({
      target,
      proxy,
      tls: server.secure ? tlsOptions({ ca: ca ?? systemCa(env) }, undefined) : {},
      keep: 0,
    });
    const path = url.pathname + url.search;
    const forwarded = !target.secure && proxy && !isSocks(proxy);
    const where = forwarded
      ? {
          ...proxyAddress(proxy),
          path: `${url.origin}${path}`,
          headers: { ...options?.headers, Host: url.host, ...proxyAuthorization(proxy) },
        }
      : { host: target.host, port: target.port, path, headers: options?.headers ?? {} };
    const limit = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]);
    try {
      const reply = await new Promise<{ status: number; body: Buffer }>((resolve, reject) => {
        const request = (target.secure ? httpsRequest : httpRequest)(
          { ...where, method: options?.method ?? 'GET', agent, signal: limit },
          (response) => {
            collect(response, ANSWER_BYTES).then(
              (body) => resolve({ status: response.statusCode ?? 0, body }),
              reject,
            );
          },
        );
        request.once('error', reject);
        request.end(options?.body);
      });
      return { status: reply.status, text: reply.body.toString('utf8') };
    } catch (error) {
      const cause =
        limit.aborted && !signal.aborted
          ? Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })
          : error;
      const fault = toArchmapError(cause, {
        server: server.text,
        host: server.host,
        ...(proxy && { proxy: proxyText(proxy) }),
      });
      if (fault.code === 'cancelled') throw fault;
      const hint =
        fault.code === 'tls' ? 'check idp-certificate-authority of the user in the kubeconfig' : fault.hint;
      throw new ArchmapError(fault.code, `the OIDC token cannot be refreshed: ${fault.message}`, hint, {
        cause: fault.cause,
      });
    } finally {
      agent.destroy();
    }
  };
}
