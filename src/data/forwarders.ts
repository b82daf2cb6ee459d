/**
 * Programs that carry traffic to places which their command line, their variables or their account tell them. As of 2026-11-30; sources:
 * https://developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel, https://ngrok.com/docs/agent/cli,
 * https://github.com/fatedier/frp, https://docs.inlets.dev, https://pinggy.io/docs, https://github.com/ekzhang/bore, https://github.com/jpillora/chisel,
 * https://theboroer.github.io/localtunnel-www, https://docs.zrok.io, https://tailscale.com/docs/features/containers/docker/docker-params,
 * http://www.dest-unreach.org/socat/doc/socat.html, https://kubernetes.io/docs/reference/kubectl/generated,
 * https://kubernetes.github.io/ingress-nginx/user-guide/cli-arguments, https://github.com/brancz/kube-rbac-proxy, https://github.com/openshift/oauth-proxy,
 * https://github.com/ghostunnel/ghostunnel, https://gost.run/en/tutorials/port-forwarding,
 * https://nmap.org/ncat/guide, https://varnish-cache.org/docs/trunk/reference/varnishd.html, https://github.com/k3s-io/klipper-lb,
 * https://doc.traefik.io/traefik/reference/install-configuration, https://opensource.zalando.com/skipper.
 */
export const asOf = '2026-11-30';

export interface Forwarder {
  name: string;
  images: readonly string[];
  /** Base names of the program; none: by its image alone. */
  programs: readonly string[];
  /** Who gets in by it: strangers, members of a private network, or whoever reaches its own pods. */
  carries: 'internet' | 'private network' | 'own entry points';
  /** Words behind the program with which it carries; absent = any. */
  when?: RegExp;
  /** Words with which it carries nobody in. */
  idle?: RegExp;
  /** Where it leads: the group `place`, or `name` with `kind` for an object of Kubernetes. */
  places: readonly RegExp[];
  /** Variables that name such a place. */
  variables?: readonly string[];
  /** Words, or variables, by which it is told more elsewhere. */
  elsewhere?: RegExp;
  elsewhereVariables?: readonly string[];
  /** Without a place it is told elsewhere; else it leads to any port of its own pod, or nowhere. */
  otherwise: 'elsewhere' | 'own pod' | 'nowhere';
  /** What that is. */
  reportedBy: string;
  /** A ConfigMap with ports and Services: the group `map`. */
  maps?: readonly RegExp[];
  /** It asks for a login, unless one of these words says otherwise. */
  login?: { unless: RegExp };
}

/** The value of a flag. */
const flag = (names: string) =>
  new RegExp(String.raw`(?:^|\s)--?(?:${names})[= ]["']?(?<place>[^\s"']+)`, 'g');

/** An address other than the loopback one. */
const OPEN = String.raw`\s--address[= ](?!127\.|localhost(?:\s|$)|::1)`;

export const forwarders: readonly Forwarder[] = [
  {
    name: 'cloudflared',
    images: ['cloudflared'],
    programs: ['cloudflared'],
    carries: 'internet',
    when: /(?:^|\s)tunnel(?:\s|$)/,
    idle: /(?:^|\s)(?:access|proxy-dns|--hello-world)(?:\s|$)|\stunnel\s+(?:-\S+\s+)*(?:login|create|route|list|info|delete|cleanup|token|vnet|ingress|diag)(?:\s|$)/,
    places: [flag('url')],
    variables: ['TUNNEL_URL'],
    elsewhere: /(?:^|\s)--(?:token|token-file|config|credentials-file|credentials-contents)[= ]/,
    otherwise: 'elsewhere',
    reportedBy: 'its token, its file or its account',
  },
  {
    name: 'ngrok',
    images: ['ngrok', 'ngrok/ngrok', 'wernight/ngrok'],
    programs: ['ngrok'],
    carries: 'internet',
    when: /(?:^|\s)(?:http|tcp|tls|start|service|tunnel)(?:\s|$)/,
    places: [/(?<=(?:^|\s)(?:http|tcp|tls|tunnel)\s(?:.*\s)?)(?<place>(?!-)[^\s="']+)(?=\s|$)/g],
    elsewhere: /(?:^|\s)(?:start|service)(?:\s|$)/,
    otherwise: 'elsewhere',
    reportedBy: 'its file or its account',
  },
  {
    name: 'frpc',
    images: ['frpc'],
    programs: ['frpc'],
    carries: 'internet',
    idle: /(?:^|\s)(?:verify|reload|status|stop|--version|-v)(?:\s|$)/,
    places: [/(?:^|\s)(?:-i|--local[-_]ip)[= ](?<place>\S+)/g],
    elsewhere: /(?:^|\s)(?:-c|--config|--config[-_]dir)[= ]/,
    otherwise: 'elsewhere',
    reportedBy: 'its file',
  },
  {
    name: 'inlets',
    images: ['inlets', 'inlets-pro'],
    programs: ['inlets', 'inlets-pro'],
    carries: 'internet',
    when: /(?:^|\s)client(?:\s|$)/,
    places: [/(?:--upstream[= ]|,)["']?(?:[\w.-]+=)?(?<place>[^\s"',=]+)/g],
    otherwise: 'elsewhere',
    reportedBy: 'its file',
  },
  {
    name: 'ssh',
    images: ['autossh', 'pinggy'],
    programs: ['ssh', 'autossh', 'pinggy'],
    carries: 'internet',
    when: /(?:^|\s)-\w*R/,
    places: [
      /(?:^|\s)-\w*R\s*["']?(?:(?:\[[^\]]*\]|[^\s:[\]"']*):)*?\d+:(?<place>(?:\[[^\]]+\]|[^\s:"']+):\d+)/g,
    ],
    otherwise: 'elsewhere',
    reportedBy: 'the other end',
  },
  {
    name: 'localtunnel',
    images: ['localtunnel'],
    programs: ['lt', 'localtunnel'],
    carries: 'internet',
    places: [flag('l|local-host')],
    otherwise: 'own pod',
    reportedBy: 'its command line',
  },
  {
    name: 'bore',
    images: ['ekzhang/bore'],
    programs: ['bore'],
    carries: 'internet',
    when: /(?:^|\s)local(?:\s|$)/,
    places: [
      flag('l|local-host'),
      /(?:^|\s)local\s+(?:-\S+\s+)*(?<place>\d+)(?=\s|$)(?!.*\s(?:-l|--local-host)[= ])/g,
    ],
    otherwise: 'own pod',
    reportedBy: 'its command line',
  },
  {
    name: 'chisel',
    images: ['jpillora/chisel'],
    programs: ['chisel'],
    carries: 'internet',
    when: /(?:^|\s)client\s(?:.*\s)?["']?R:/,
    places: [
      /(?:^|\s)["']?R:(?:[^\s:"']+:)*?(?<place>[^\s:"']+:\d+)(?=[\s"']|\/tcp|$)/g,
      /(?:^|\s)["']?R:(?<place>\d+)(?=[\s"']|$)/g,
    ],
    otherwise: 'elsewhere',
    reportedBy: 'the other end',
  },
  {
    name: 'zrok',
    images: ['openziti/zrok'],
    programs: ['zrok'],
    carries: 'internet',
    when: /(?:^|\s)share(?:\s|$)/,
    places: [
      /(?:^|\s)share\s+(?:public|private|reserved)\s(?:.*\s)?(?<place>(?:https?:\/\/)?[\w.-]+:\d+\S*)/g,
    ],
    otherwise: 'elsewhere',
    reportedBy: 'its account',
  },
  {
    name: 'Tailscale',
    images: ['tailscale/tailscale'],
    programs: ['tailscaled', 'containerboot'],
    carries: 'private network',
    places: [],
    variables: ['TS_DEST_IP', 'TS_EXPERIMENTAL_DEST_DNS_NAME'],
    elsewhere: /--advertise-(?:routes|exit-node|connector)/,
    elsewhereVariables: [
      'TS_ROUTES',
      'TS_SERVE_CONFIG',
      'TS_EXTRA_ARGS',
      'TS_EXPERIMENTAL_VERSIONED_CONFIG_DIR',
      'EXPERIMENTAL_TS_CONFIGFILE_PATH',
    ],
    otherwise: 'own pod',
    reportedBy: 'its routes, its file or its account',
  },
  {
    name: 'socat',
    images: ['socat', 'alpine/socat'],
    programs: ['socat'],
    carries: 'own entry points',
    when: /listen:/i,
    idle: /^(?=.*udp)(?!.*(?:tcp|ssl))/i,
    places: [/(?:tcp[46]?|openssl|ssl)(?:-connect)?:(?<place>(?:\[[^\]]+\]|[^\s:,"']+):[\w]+)/gi],
    otherwise: 'elsewhere',
    reportedBy: 'its command line',
  },
  {
    name: 'kubectl proxy',
    images: ['kubectl'],
    programs: ['kubectl'],
    carries: 'own entry points',
    when: new RegExp(String.raw`(?:^|\s)proxy(?:\s.*)?${OPEN}`),
    places: [],
    otherwise: 'elsewhere',
    reportedBy: 'clients that use the API server through it',
  },
  {
    name: 'kubectl port-forward',
    images: ['kubectl'],
    programs: ['kubectl'],
    carries: 'own entry points',
    when: new RegExp(String.raw`(?:^|\s)port-forward(?:\s.*)?${OPEN}`),
    places: [
      /(?:\s)(?<kind>svc|services?|pods?|po|deploy|deployments?|sts|statefulsets?|ds|daemonsets?|rs|replicasets?)\/(?<name>[a-z0-9.-]+)/g,
      /(?<=port-forward\s(?:.*\s)?)(?<name>[a-z0-9][a-z0-9.-]*)(?=\s(?:.*\s)?:?\d+(?::\d+)?(?:\s|$))(?<!\s(?:-n|--namespace|--context|--kubeconfig|--address)\s\S+)/g,
    ],
    otherwise: 'elsewhere',
    reportedBy: 'its command line',
  },
  {
    name: 'ingress-nginx',
    images: ['ingress-nginx/controller', 'nginx-ingress-controller', 'rancher/nginx-ingress-controller'],
    programs: [],
    carries: 'own entry points',
    places: [/--default-backend-service[= ](?<place>[^\s/"']+\/[^\s"']+)/g],
    maps: [/--tcp-services-configmap[= ](?<map>[^\s"']+)/g],
    otherwise: 'nowhere',
    reportedBy: 'its ConfigMaps',
  },
  {
    name: 'kube-rbac-proxy',
    images: ['kube-rbac-proxy'],
    programs: ['kube-rbac-proxy'],
    carries: 'own entry points',
    places: [flag('upstream')],
    otherwise: 'nowhere',
    reportedBy: 'its command line',
    login: { unless: /(?:^|\s)--?(?:ignore-paths|config-file)[= ]/ },
  },
  {
    name: 'oauth-proxy',
    images: ['oauth-proxy'],
    programs: ['oauth-proxy'],
    carries: 'own entry points',
    places: [flag('upstream')],
    otherwise: 'nowhere',
    reportedBy: 'its command line',
    login: { unless: /(?:^|\s)--?(?:skip-auth-\S*|bypass-auth-\S*|config)[= ]/ },
  },
  {
    name: 'ghostunnel',
    images: ['ghostunnel'],
    programs: ['ghostunnel'],
    carries: 'own entry points',
    when: /(?:^|\s)server(?:\s|$)/,
    places: [flag('target')],
    otherwise: 'nowhere',
    reportedBy: 'its command line',
    // Certificates of clients.
    login: { unless: /(?:^|\s)--disable-authentication(?:\s|$)/ },
  },
  {
    name: 'gost',
    images: ['gost'],
    programs: ['gost'],
    carries: 'own entry points',
    places: [/(?:^|\s)-L[= ]?["']?(?!r?udp)[a-z\d+]+:\/\/[^\s/]*\/(?<place>[^\s/?"',]+)/g],
    // A proxy for whatever its callers ask for.
    elsewhere: /(?:^|\s)-L[= ]?["']?(?:[a-z\d+]+:\/\/)?[^\s/]*(?=\s|$)|(?:^|\s)-C[= ]/,
    otherwise: 'elsewhere',
    reportedBy: 'its file or its callers',
  },
  {
    name: 'netcat',
    images: [],
    programs: ['ncat', 'nc', 'netcat'],
    carries: 'own entry points',
    when: /^(?=.*(?:^|\s)(?:-\w*l\w*|--listen)(?:\s|$))(?=.*(?:^|\s)(?:-\w*[ce]|--(?:sh-|lua-)?exec|--proxy-type)(?:[= ]|$))/s,
    places: [],
    otherwise: 'elsewhere',
    reportedBy: 'the command that it starts',
  },
  {
    name: 'Varnish',
    images: ['varnish'],
    programs: ['varnishd'],
    carries: 'own entry points',
    places: [flag('b')],
    elsewhere: /(?:^|\s)-f[= ]?\S/,
    otherwise: 'elsewhere',
    reportedBy: 'its file',
  },
  {
    name: 'klipper-lb',
    images: ['klipper-lb'],
    programs: [],
    carries: 'own entry points',
    places: [],
    variables: ['DEST_IPS'],
    otherwise: 'nowhere',
    reportedBy: 'its variables',
  },
  // Beside objects of Kubernetes, which are read.
  {
    name: 'Traefik',
    images: ['traefik'],
    programs: ['traefik'],
    carries: 'own entry points',
    when: /(?:^|\s)--(?:providers\.(?!kubernetes)\w+|configfile)(?:[.= ]|$)/i,
    places: [],
    otherwise: 'elsewhere',
    reportedBy: 'its file or another provider',
  },
  {
    name: 'Skipper',
    images: ['zalando/skipper', 'skipper'],
    programs: ['skipper'],
    carries: 'own entry points',
    when: /(?:^|\s)--?(?:inline-routes|routes-file|routes-urls|etcd-urls)[= ]/,
    places: [],
    otherwise: 'elsewhere',
    reportedBy: 'routes of its own',
  },
];
