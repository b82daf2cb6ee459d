import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ConnectionFlags } from '../../../src/kube/types.ts';
import type { ErrorCode } from '../../../src/shared/errors.ts';
import { certsFolder } from './certs.ts';
import type { Outcome, PluginRun, Seen } from './seen.ts';
import type { World } from './world.ts';

/**
 * One situation in which kubectl and archmap must behave the same. Texts may contain `%NAME%`: a port of the world,
 * `%DIR%` (the row's own folder) or `%CERTS%`.
 */
export interface Row {
  id: string;
  /** Files in the row's folder; objects become JSON, which is YAML. */
  files?: Record<string, string | object>;
  env?: Record<string, string>;
  flags?: ConnectionFlags;
  /** `pods` reveals the namespace; default `version`. */
  request?: 'version' | 'pods';
  /** Mount of a pod's service account: files and their text. */
  serviceAccount?: Record<string, string>;
  /** archmap's error where kubectl fails. */
  code?: ErrorCode;
  /** Intended differences to kubectl: the reason, and archmap's behavior. */
  differs?: { why: string; ours: ErrorCode | Seen[] };
  /** Required content of a file afterwards, for both. */
  after?: { file: string; holds: string[] };
}

const PLUGIN = readFileSync(join(dirname(fileURLToPath(import.meta.url)), 'plugin.mjs'), 'utf8');

/** A prepared row: files written, placeholders replaced. */
export interface Stage {
  folder: string;
  env: Record<string, string>;
  flags: ConnectionFlags;
  serviceAccount: string;
  /** The reverse: replaces ports and folders by placeholders. */
  normalize<T>(value: T): T;
  pluginRuns(): PluginRun[];
  remove(): void;
}

export function stage(row: Row, { ports }: World): Stage {
  const folder = mkdtempSync(join(tmpdir(), 'archmap-kube-'));
  const places: Record<string, string> = { DIR: folder, CERTS: certsFolder };
  const fill = (text: string) =>
    text.replaceAll(/%([A-Z]+)%/g, (whole, name: string) => places[name] ?? String(ports[name] ?? whole));
  const fillAll = <T>(value: T): T => JSON.parse(fill(JSON.stringify(value))) as T;
  const write = (path: string, text: string) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { mode: path.endsWith('.mjs') ? 0o755 : 0o600 });
  };
  write(join(folder, 'bin/plugin.mjs'), `#!${process.execPath}\n${PLUGIN}`);
  for (const [name, content] of Object.entries(row.files ?? {})) {
    write(join(folder, name), fill(typeof content === 'string' ? content : JSON.stringify(content, null, 1)));
  }
  const serviceAccount = join(folder, 'serviceaccount');
  for (const [name, text] of Object.entries(row.serviceAccount ?? {}))
    write(join(serviceAccount, name), text);
  const log = join(folder, 'plugin.jsonl');
  return {
    folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: join(folder, 'home'),
      KUBECACHEDIR: join(folder, 'cache'),
      KUBERC: 'off',
      PLUGIN_LOG: log,
      ...fillAll(row.env ?? {}),
    },
    flags: fillAll(row.flags ?? {}),
    serviceAccount,
    normalize(value) {
      let text = JSON.stringify(value).replaceAll(folder, '%DIR%').replaceAll(certsFolder, '%CERTS%');
      for (const [name, port] of Object.entries(ports))
        text = text.replaceAll(new RegExp(`:${port}\\b`, 'g'), `:%${name}%`);
      return JSON.parse(text) as typeof value;
    },
    pluginRuns: () =>
      existsSync(log)
        ? readFileSync(log, 'utf8')
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line) as PluginRun)
        : [],
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** The recording: kubectl's behavior, by row. */
export type Recorded = { kubectl: string; rows: Record<string, Outcome> };

export const recordedFile: string = join(dirname(fileURLToPath(import.meta.url)), '..', 'recorded.json');

export function readRecorded(): Recorded {
  return JSON.parse(readFileSync(recordedFile, 'utf8')) as Recorded;
}
