import { describe, expect, it } from '@jest/globals';
import { componentRows } from '../../src/app/views/control-plane.ts';
import { entryPointRows } from '../../src/app/views/exposure.ts';
import type { Manifest } from '../model/support/cluster.ts';
import { modelOf, node } from '../model/support/cluster.ts';

describe('a virtual cluster', () => {
  it('is told apart from the cluster that hosts it', () => {
    const host = node('host-1', { labels: { 'vcluster.loft.sh/fake-node': 'true' } });
    const notes = (...objects: readonly Manifest[]) =>
      componentRows(modelOf({ version: 'v1.36.1' }, ...objects)).flatMap((row) => row.notes);
    expect(notes(host)).toEqual([expect.stringContaining('not of the cluster that hosts it')]);
    expect(notes(node('n-1'))).toEqual([]);
  });
});

describe('ways in', () => {
  it('are not those that only the certificate of the API server names', () => {
    const evidence = {
      server: 'https://10.0.0.11:6443',
      addresses: ['10.0.0.11'],
      certificate: ['DNS:kubernetes', 'IP Address:10.0.0.11', 'IP Address:203.0.113.10'],
    };
    expect(entryPointRows(modelOf(evidence), [])).toMatchObject([
      { type: 'APIServer', reach: 'unknown', addresses: ['10.0.0.11'], ports: ['6443/tcp'] },
    ]);
  });
});
