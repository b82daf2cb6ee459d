/** How the login of a web interface is disabled. */
export interface LoginOff {
  description: string;
  /** A boolean flag: of several, the last one counts. */
  flag?: string;
  /** A flag with additive values, and those that disable the login; the variable is used where the flag is absent. */
  mode?: { flag: string; variable: string; off: readonly string[] };
  variable?: string;
  /** In its own namespace. */
  configMap?: { name: string; key: string };
  /** Settings of ConfigMaps in its own namespace that together disable the login, with any other settings. */
  opened?: { description: string; by: readonly { name: string; key: string; value: RegExp }[] };
  /** Severity without a login; absent: `critical`. */
  severity?: WebInterface['severity'];
  /** Releases of these images before this one require no login unless a flag enables it; other images have version numbers of their own. */
  before?: { version: string; images: readonly string[]; description: string };
}

export interface WebInterface {
  name: string;
  /** Compared like those of the add-on catalogue: `a/b` compares two segments. */
  images: readonly string[];
  /**
   * For an image with several programs: the one that serves the interface, and the others, by command line, container name or a variable.
   */
  program?: { serves: RegExp; others: RegExp; variable?: string };
  /** Severity on the internet: `critical` when it controls the cluster and requires no login by default. */
  severity: 'critical' | 'high' | 'medium';
  /** What a user of the interface can do. */
  gives: string;
  /** Images of the gateway that its chart installs in front of it, and that all traffic passes. */
  gateways?: readonly string[];
  /** Default ports: in the host network, ports need not be declared. */
  ports?: readonly number[];
  /** Other ports of the same program without the interface: metrics, received data, traffic between replicas. */
  beside?: readonly number[];
  /** Flags with the listen address, without dashes: the loopback interface is reachable from its own pod only. */
  listens?: RegExp;
  /** How its own login is disabled: by its command line, by a variable that is `true`, or by the ConfigMap of that variable. */
  loginOff?: LoginOff;
}
