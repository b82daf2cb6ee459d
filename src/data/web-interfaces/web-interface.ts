/** What is known of a program with a web interface. */
export interface LoginOff {
  says: string;
  /** A switch: of several, the last one counts. */
  flag?: string;
  /** A flag whose values add up, with those that let in whoever comes; the variable stands in for the flag where that is not given. */
  mode?: { flag: string; variable: string; off: readonly string[] };
  variable?: string;
  /** In its own namespace. */
  configMap?: { name: string; key: string };
  /** Settings of ConfigMaps in its own namespace that together let in whoever comes, whatever else is set. */
  opened?: { says: string; by: readonly { name: string; key: string; value: RegExp }[] };
  /** What it is without a login; absent: `critical`. */
  severity?: WebInterface['severity'];
  /** Releases of these images before this one ask for no login unless a flag tells them to; other images count their own releases. */
  before?: { version: string; images: readonly string[]; says: string };
}

export interface WebInterface {
  name: string;
  /** Compared like those of the add-on catalogue: `a/b` compares two segments. */
  images: readonly string[];
  /** Where one image runs many programs: the one that serves the interface, and the others, as words of a command line, container names or the value of a variable of the image's entry point. */
  program?: { serves: RegExp; others: RegExp; variable?: string };
  /** What it is on the internet: `critical` when it steers the cluster and asks nobody for a login by default. */
  severity: 'critical' | 'high' | 'medium';
  /** What somebody in front of it can do. */
  gives: string;
  /** Images of the gateway that its chart puts in front of it, and that all traffic passes through. */
  gateways?: readonly string[];
  /** Where it listens unless it is told otherwise: on the network of a node, ports need not be declared. */
  ports?: readonly number[];
  /** Other ports of the same program, at which nobody gets the interface: metrics, what it receives, what its replicas tell each other. */
  beside?: readonly number[];
  /** Flags that say where it listens, without dashes: one on the loopback interface is for its own pod. */
  listens?: RegExp;
  /** How its own login is switched off: on its command line, by a variable that is `true`, or in a ConfigMap that its manifests take the variable from. */
  loginOff?: LoginOff;
}
