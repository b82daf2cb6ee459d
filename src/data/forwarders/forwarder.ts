/** What is known of a program that carries traffic elsewhere. */
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
  /** A ConfigMap with ports and Services, or with snippets: the group `map`. */
  maps?: readonly RegExp[];
  /** It asks for a login, unless one of these words, or one of these variables, says otherwise. */
  login?: { unless: RegExp; unlessVariables?: readonly string[] };
}

/** The value of a flag. */
export const flag = (names: string) =>
  new RegExp(String.raw`(?:^|\s)--?(?:${names})[= ]["']?(?<place>[^\s"']+)`, 'g');
