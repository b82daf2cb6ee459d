/** A program that forwards traffic to other places. */
export interface Forwarder {
  name: string;
  images: readonly string[];
  /** Base names of the program; none: by its image alone. */
  programs: readonly string[];
  /** The clients whose traffic it forwards: the internet, a private network, or every client that reaches its own pods. */
  carries: 'internet' | 'private network' | 'own entry points';
  /** Arguments with which it forwards traffic; absent = any. */
  when?: RegExp;
  /** Arguments with which it forwards no inbound traffic. */
  idle?: RegExp;
  /** Its targets: the group `place`, or `name` with `kind` for an object of Kubernetes. */
  places: readonly RegExp[];
  /** Variables with a target. */
  variables?: readonly string[];
  /** Arguments, or variables, that name a further source of targets. */
  elsewhere?: RegExp;
  elsewhereVariables?: readonly string[];
  /** Its target when none is given: configured elsewhere, any port of its own pod, or none. */
  otherwise: 'elsewhere' | 'own pod' | 'nowhere';
  /** The source of that configuration. */
  reportedBy: string;
  /** A ConfigMap with ports and Services, or with snippets: the group `map`. */
  maps?: readonly RegExp[];
  /** It requires a login, unless one of these arguments or variables disables it. */
  login?: { unless: RegExp; unlessVariables?: readonly string[] };
}

/** The value of a flag. */
export const flag = (names: string) =>
  new RegExp(String.raw`(?:^|\s)--?(?:${names})[= ]["']?(?<place>[^\s"']+)`, 'g');
