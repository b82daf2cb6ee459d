import { describe, expect, it } from '@jest/globals';
import { catalogue } from '../../src/checks/index.ts';
import { snapshotOf } from '../model/support/cluster.ts';
import type { EvidenceDocument } from '../support/example.ts';
import { evaluate } from '../support/example.ts';

describe('severity of api-server/public-endpoint', () => {
  const check = catalogue.find(({ id }) => id === 'api-server/public-endpoint');
  const hidden = {
    server: 'https://10.0.0.11:6443',
    addresses: ['10.0.0.11'],
    certificate: ['DNS:kubernetes', 'IP Address:10.0.0.11', 'IP Address:203.0.113.10'],
  };
  const open = { '/api/v1/namespaces': 200 };
  it.each<[string, EvidenceDocument, string]>([
    ['reached, authentication required', { server: 'https://a.example', addresses: ['8.8.4.4'] }, 'medium'],
    [
      'reached, version and health without authentication',
      { server: 'https://a.example', addresses: ['8.8.4.4'], probe: { '/version': 200, '/api': 403 } },
      'medium',
    ],
    [
      'reached, objects without authentication',
      { server: 'https://a.example', addresses: ['8.8.4.4'], probe: open },
      'critical',
    ],
    ['in its certificate only', hidden, 'low'],
    ['in its certificate only, objects without authentication', { ...hidden, probe: open }, 'high'],
  ])('%s', (_, evidence, severity) => {
    if (!check) throw new Error('no such check');
    expect(evaluate(check, snapshotOf(evidence))).toMatchObject([{ verdict: 'fail', severity }]);
  });
});
