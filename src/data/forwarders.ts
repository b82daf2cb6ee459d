/**
 * Programs that forward traffic to targets in their command line, their variables or their account. As of 2026-11-30; sources:
 * https://developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel, https://ngrok.com/docs/agent/cli,
 * https://github.com/fatedier/frp, https://docs.inlets.dev, https://pinggy.io/docs, https://github.com/ekzhang/bore,
 * https://github.com/jpillora/chisel, https://theboroer.github.io/localtunnel-www, https://docs.zrok.io,
 * https://tailscale.com/docs/features/containers/docker/docker-params, http://www.dest-unreach.org/socat/doc/socat.html,
 * https://kubernetes.io/docs/reference/kubectl/generated, https://kubernetes.github.io/ingress-nginx/user-guide/cli-arguments,
 * https://github.com/brancz/kube-rbac-proxy, https://github.com/openshift/oauth-proxy,
 * https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview, https://caddyserver.com/docs/command-line,
 * https://github.com/ghostunnel/ghostunnel, https://gost.run/en/tutorials/port-forwarding, https://nmap.org/ncat/guide,
 * https://varnish-cache.org/docs/trunk/reference/varnishd.html, https://github.com/k3s-io/klipper-lb,
 * https://doc.traefik.io/traefik/reference/install-configuration, https://opensource.zalando.com/skipper.
 */
import type { Forwarder } from './forwarders/forwarder.ts';
import { relays } from './forwarders/relays.ts';
import { tunnels } from './forwarders/tunnels.ts';

export const asOf = '2026-11-30';

export type { Forwarder };

export const forwarders: readonly Forwarder[] = [...tunnels, ...relays];
