import { beforeAll, describe, expect, it } from '@jest/globals';
import { assess } from '../../src/app/assess.ts';
import { sectionData, sectionTable, SECTIONS, typedNames } from '../../src/report/sections.ts';
import type { Result } from '../../src/result/types.ts';
import type { PodTemplate } from '../../src/snapshot/records/index.ts';
import { recorded } from '../support/recorded.ts';
import { snapshotOf, staticPod, workload } from '../model/support/cluster.ts';

const wide = { color: false, headers: true, borders: false, wide: true };

let demo: Result;
/** The same, but cp-3 has another TLS minimum version, and pods are the only data source. */
let drifted: Result;
beforeAll(async () => {
  const snapshot = await recorded('demo');
  demo = assess(snapshot, {});
  const pod = snapshot.records.pod.map((record) =>
    record.name === 'kube-apiserver-cp-3'
      ? { ...record, template: withArgument(record.template, '--tls-min-version=VersionTLS13') }
      : record,
  );
  drifted = assess({ ...snapshot, records: { ...snapshot.records, pod, flagz: [] } }, {});
});

function withArgument(template: PodTemplate, argument: string): PodTemplate {
  const containers = template.containers.map((container) => ({
    ...container,
    command: [...(container.command ?? []), argument],
  }));
  return { ...template, containers };
}

describe('names of records', () => {
  it.each([
    ['workloads', 'cart', 'deployment.apps/cart'],
    ['workloads', 'shop/cart', 'deployment.apps/cart'],
    ['workloads', 'Deployment/cart', 'deployment.apps/cart'],
    ['workloads', 'deployment/shop/cart', 'deployment.apps/cart'],
    ['workloads', 'deployment.apps/cart', 'deployment.apps/cart'],
    ['workloads', 'StaticPod/kube-system/etcd-cp-1', 'pod/etcd-cp-1'],
    ['addons', 'Istio', 'istio'],
    ['addons', 'prometheus operator', 'prometheus-operator'],
    ['storage', 'fast-disks', 'storageclass.storage.k8s.io/fast-disks'],
    ['nodes', 'cp-1', 'node/cp-1'],
    ['identities', 'ci/deployer', 'serviceaccount/deployer'],
    ['control-plane', 'etcd', 'etcd'],
    ['certificates', '10.210.3.11', 'apiserver/10.210.3.11'],
  ] as const)('in %s, %s means %s', (section, word, name) => {
    expect(typedNames(demo, section, { name: word })).toEqual([name]);
    expect(sectionData(demo, section, { name: word })).toHaveLength(1);
  });

  it.each([
    ['workloads', 'statefulset/cart'],
    ['workloads', 'payments/cart'],
    ['workloads', 'art'],
    ['addons', 'ist'],
  ] as const)('in %s, %s means nothing', (section, word) => {
    expect(sectionData(demo, section, { name: word })).toEqual([]);
  });

  it.each(SECTIONS)('of %s select the record that they were printed for', (section) => {
    for (const name of typedNames(demo, section)) {
      expect(typedNames(demo, section, { name })).toContain(name);
    }
  });
});

describe('flags of the control plane', () => {
  it('are in the row of each instance that has them', () => {
    const rows = sectionTable(drifted, 'control-plane', { name: 'kube-apiserver' }, wide)
      .split('\n')
      .slice(1);
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(row).toContain('authorization-mode=Node,RBAC');
    expect(rows.map((row) => /tls-min-version=(\S*)/.exec(row)?.[1])).toEqual([
      'VersionTLS12',
      'VersionTLS12',
      'VersionTLS13',
    ]);
  });

  it('name every instance with a value when instances differ', () => {
    const apiServer = drifted.controlPlane.find(({ name }) => name === 'kube-apiserver');
    const of = (flag: string) =>
      apiServer?.flags.filter(({ name }) => name === flag).map(({ value, instances }) => [value, instances]);
    expect(of('tls-min-version')).toEqual([
      ['VersionTLS12', ['cp-1', 'cp-2']],
      ['VersionTLS13', ['cp-3']],
    ]);
    expect(of('anonymous-auth')).toEqual([['true', undefined]]);
  });

  it('name an instance without a row', () => {
    const result = assess(
      snapshotOf({ version: 'v1.37.2' }, staticPod('etcd', 'cp-1', ['--client-cert-auth=true'])),
      {},
    );
    const etcd = result.controlPlane.find(({ name }) => name === 'etcd');
    if (!etcd) throw new Error('no etcd');
    const foreign = { ...etcd, flags: etcd.flags.map((flag) => ({ ...flag, instances: ['cp-9'] })) };
    const text = sectionTable({ ...result, controlPlane: [foreign] }, 'control-plane', {}, wide);
    expect(text).toContain('client-cert-auth=true on cp-9');
  });
});

describe('READY of a workload', () => {
  it('is unknown without pods', () => {
    const deployment = workload('Deployment', 'web', 'w');
    const files = assess(
      snapshotOf({ source: 'files', partial: ['workloads'], unavailable: ['pods'] }, deployment),
      {},
    );
    expect(sectionTable(files, 'workloads', {}, wide)).toMatch(/web +\?\/1 /);
    const down = { ...deployment, status: { replicas: 1 } };
    expect(sectionTable(assess(snapshotOf({}, down), {}), 'workloads', {}, wide)).toMatch(/web +0\/1 /);
  });
});
