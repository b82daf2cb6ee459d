import type { NodeRecord } from '../../snapshot/records/index.ts';
import type { Testimony, Witnessed } from './testimony.ts';

/** A k3s server; its address tells which lease is its own where the node bears another name than the host. */
export interface K3sInstance extends Witnessed {
  hostIP?: string;
}

/**
 * k3s runs the control plane inside one process; its command line stands in a node annotation as a JSON array. RKE2 has
 * static pods as well, which come first. Flags that k3s sets by itself (k3s pkg/daemons/control/server.go) are filled in;
 * everything else may be set elsewhere, so that an absent flag says nothing.
 */
export function k3sInstances(nodes: readonly NodeRecord[]): K3sInstance[] {
  return nodes.flatMap((node) => {
    const text = node.annotations['k3s.io/node-args'];
    if (!text) return [];
    const words = parseWords(text);
    if (words[0] !== 'server') return [];
    const flags = new Map<string, string>([
      ['anonymous-auth', 'false'],
      ['authorization-mode', 'Node,RBAC'],
      ['profiling', 'false'],
      ['enable-admission-plugins', 'NodeRestriction'],
      ['disable-admission-plugins', ''],
      ['authentication-config', ''],
      ['authorization-config', ''],
      ['audit-policy-file', ''],
      ['audit-log-path', ''],
      ['audit-webhook-config-file', ''],
      ['token-auth-file', ''],
      ['encryption-provider-config', isOn(words, '--secrets-encryption') ? '(k3s secrets encryption)' : ''],
    ]);
    for (const [name, value] of apiServerArgs(words)) flags.set(name, value);
    const testimony: Testimony = {
      witness: 'node-annotation',
      source: `node ${node.name} (k3s.io/node-args)`,
      flags,
      kind: 'partial',
    };
    const hostIP = node.addresses.find(({ type }) => type === 'InternalIP')?.address;
    return [{ name: node.name, ...(hostIP && { hostIP }), testimonies: [testimony] }];
  });
}

/** A boolean of k3s: bare, or with its value as the next word (k3s splits at `=` before it writes the annotation). */
function isOn(words: readonly string[], flag: string): boolean {
  const index = words.findIndex((word) => word === flag || word.startsWith(`${flag}=`));
  if (index < 0) return false;
  const value = words[index]?.slice(flag.length + 1) || words[index + 1];
  return value !== 'false';
}

function parseWords(text: string): string[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  } catch {
    return [];
  }
}

/** `--kube-apiserver-arg k=v`, `--kube-apiserver-arg=k=v`, `--kube-apiserver-arg --k=v`. */
function* apiServerArgs(words: readonly string[]): Generator<[string, string]> {
  for (const [index, word] of words.entries()) {
    const match = /^--kube-apiserver-arg(?:=([\s\S]*))?$/.exec(word);
    if (!match) continue;
    const setting = (match[1] ?? words[index + 1] ?? '').replace(/^--/, '');
    const equals = setting.indexOf('=');
    if (equals > 0) yield [setting.slice(0, equals), setting.slice(equals + 1)];
  }
}
