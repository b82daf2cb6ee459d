import { readdir, readFile } from 'node:fs/promises';
import { connect } from 'node:tls';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadAll } from 'js-yaml';
import { merged } from '../../src/addons/envoy/bootstraps.ts';
import { bootstrapFromText } from '../../src/snapshot/project/envoy.ts';
import type { EnvoyBootstrapRecord } from '../../src/snapshot/records/index.ts';
import { ensureEnvoy, ENVOY_VERSION } from '../cluster/lib/envoy.ts';
import { examplesOf } from '../support/example.ts';
import { certificate, generatedBootstrap } from './support/generated-bootstraps.ts';
import type { Given } from './support/real-envoy.ts';
import { complaint, withEnvoy } from './support/real-envoy.ts';

const pages = new URL('../../docs/checks/envoy/', import.meta.url);

/** Files that a bootstrap names must exist when Envoy loads it. */
const onDisk = (text: string) =>
  text
    .replaceAll(/\/(?:tls|certs)\/tls\.crt/g, certificate.file)
    .replaceAll(/\/(?:tls|certs)\/tls\.key/g, certificate.key)
    .replaceAll('/certs/ca.crt', certificate.ca);

/** Bootstraps in the arguments and ConfigMaps of an example. */
function bootstrapsIn(text: string): string[] {
  return loadAll(text).flatMap((document) => {
    const {
      kind,
      data = {},
      spec,
    } = document as {
      kind: string;
      data?: Record<string, string>;
      spec?: { containers?: { args?: string[] }[] };
    };
    const inline = (spec?.containers ?? []).flatMap(({ args = [] }) => {
      const at = args.indexOf('--config-yaml');
      return at < 0 ? [] : (args[at + 1] ?? []);
    });
    return kind === 'ConfigMap'
      ? Object.values(data).filter((one) => bootstrapFromText(one, 'x', 'x'))
      : inline;
  });
}

const examples = (
  await Promise.all(
    (await readdir(pages)).sort().map(async (file) => {
      const page = await readFile(new URL(file, pages), 'utf8');
      return examplesOf(page).flatMap(({ text }, i) =>
        bootstrapsIn(text).map((bootstrap) => ({
          name: `${file}, example ${i + 1}`,
          bootstrap: onDisk(bootstrap),
        })),
      );
    }),
  )
).flat();

const RUNS = Number(process.env['ARCHMAP_WORLDS'] ?? 25);
const SEED = Number(process.env['ARCHMAP_SEED'] ?? 1);

describe('the real Envoy', () => {
  let program = '';
  beforeAll(async () => {
    program = await ensureEnvoy();
  }, 600_000);

  it('has examples to load', () => expect(examples.length).toBeGreaterThan(30));

  it.each(examples)(
    'loads the bootstrap of $name',
    async ({ bootstrap }) => {
      expect(await complaint(program, { inline: bootstrap })).toBeUndefined();
    },
    60_000,
  );

  it.each(Array.from({ length: RUNS }, (_, i) => SEED + i))(
    'understands a generated bootstrap as the parser does (ARCHMAP_SEED=%i)',
    async (seed) => {
      const given = generatedBootstrap(seed);
      const own = recordOf(given);
      await withEnvoy(program, given, async ({ bootstrap, listeners, version, admin }) => {
        expect(version).toBe(ENVOY_VERSION);
        expect(facts(own)).toEqual(facts(recordOf({ file: JSON.stringify(bootstrap) })));
        expect(own.admin?.address).toBe(admin.address);
        expect(new Set(listeners.map(({ name }) => name))).toEqual(
          new Set(own.listeners.map(({ name }) => name)),
        );
        for (const { name, address, port } of listeners) {
          const listener = own.listeners.find((one) => one.name === name);
          expect({ name, tls: await answersTls(address, port) }).toEqual({ name, tls: listener?.tls });
        }
      });
    },
    60_000,
  );
});

function recordOf({ file, inline }: Given): EnvoyBootstrapRecord {
  const parts = [file, inline].flatMap((text) =>
    text === undefined ? [] : (bootstrapFromText(text, 'edge', 'x/y/z') ?? []),
  );
  const record = merged(parts);
  if (!record) throw new Error('the parser recognizes no bootstrap');
  return record;
}

/** Without what differs by notation only: an absent and an empty list, a default that Envoy writes out. */
function facts(record: EnvoyBootstrapRecord): unknown {
  return JSON.parse(
    JSON.stringify(record, (_, value: unknown) =>
      Array.isArray(value) && value.length === 0 ? undefined : value,
    ),
  );
}

/** Whether a server on the port speaks TLS: it answers a ClientHello with a certificate, or with an alert about a missing one. */
function answersTls(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, rejectUnauthorized: false });
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('secureConnect', () => done(true));
    socket.on('error', ({ message }) => done(/alert/.test(message)));
    socket.on('close', () => done(false));
  });
}
