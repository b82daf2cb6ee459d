/**
 * Where programs accept a credential under a name that does not indicate one: short flags, and words that a token follows. Names that do
 * are in src/snapshot/redact/names.ts.
 * As of 2026-11-30; source: https://docs.k3s.io/cli/server and https://docs.k3s.io/cli/agent (`-t`), https://github.com/fatedier/frp
 * (cmd/frpc/sub, `-t`, `--sk`), https://github.com/ekzhang/bore (`-s`), https://github.com/jpillora/chisel (`--key`),
 * https://docs.k0sproject.io/stable/cli/k0s_worker/, https://docs.zrok.io (`zrok enable`), https://ngrok.com/docs/agent/cli/
 * (`ngrok config add-authtoken`), https://developers.cloudflare.com/cloudflare-one/ (`cloudflared service install`).
 */
export const asOf = '2026-11-30';

export interface CredentialFlags {
  /** With their dashes. */
  flags: readonly string[];
  /** The next word is a credential, unless it is a flag. */
  words: readonly string[];
}

/** By program. */
export const credentialFlags: ReadonlyMap<string, CredentialFlags> = new Map([
  ['k3s', { flags: ['-t'], words: [] }],
  ['rke2', { flags: ['-t'], words: [] }],
  ['frpc', { flags: ['-t', '--sk'], words: [] }],
  ['bore', { flags: ['-s'], words: [] }],
  ['chisel', { flags: ['--key'], words: [] }],
  ['k0s', { flags: [], words: ['worker', 'controller'] }],
  ['zrok', { flags: [], words: ['enable'] }],
  ['ngrok', { flags: [], words: ['authtoken', 'add-authtoken'] }],
  ['cloudflared', { flags: [], words: ['install'] }],
]);
