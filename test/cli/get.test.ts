import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sectionWords } from '../../src/cli/section-words.ts';
import { archmap } from './support/in-process.ts';

const demo = async (...args: string[]) => await archmap([...args, '--demo']);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archmap-get-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe("get with kubectl's words", () => {
  it.each([
    ['ing', /^shop +Ingress +storefront/m],
    ['pvc', /^shop +PersistentVolumeClaim +data-cart-cache-0 +Bound/m],
    ['pv', /^- +PersistentVolume +/m],
    ['sc', /^- +StorageClass +fast-disks/m],
    ['sa', /^ci +ServiceAccount +deployer +cluster-admin/m],
    ['no', /^cp-1 +Ready +control-plane/m],
    ['ns', /^shop +application/m],
    ['deploy', /^shop +Deployment +cart +3\/3/m],
    ['deployments.apps', /^shop +Deployment +cart +3\/3/m],
    ['csr', /^- +CertificateSigningRequest csr-/m],
  ])('%s lists them', async (word, row) => {
    const { code, stdout, stderr } = await demo('get', word);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(row);
  });

  it('lists one kind only where the word is a kind', async () => {
    const { stdout } = await demo('get', 'sts', '--no-headers');
    expect(
      new Set(
        stdout
          .trim()
          .split('\n')
          .map((line) => line.split(/ +/)[1]),
      ),
    ).toEqual(new Set(['StatefulSet']));
  });

  it('says what it lists instead of Pods and of roles', async () => {
    expect((await demo('get', 'pods')).stderr).toContain('for single Pods: kubectl get pods');
    expect((await demo('get', 'svc')).stderr).toContain('for all: kubectl get services');
    expect((await demo('get', 'clusterroles')).stderr).toContain('listed by subject');
  });

  it('accepts KIND/NAME', async () => {
    expect((await demo('get', 'deployment/cart', '-o', 'name')).stdout).toBe('deployment.apps/cart\n');
  });

  it('every word that completion offers is accepted', async () => {
    for (const word of sectionWords()) {
      const { code, stderr } = await demo('get', word);
      expect({ word, code, stderr: stderr.replace(/^No .* found\.\n/, '') }).toMatchObject({ word, code: 0 });
    }
  });

  it.each([
    ['secrets', 'does not list secrets', 'kubectl get secrets'],
    ['all', 'does not list all', 'available sections'],
    ['svcs', 'unknown section "svcs"', 'did you mean svc'],
  ])('%s is refused with what to do', async (word, what, hint) => {
    const { code, stdout, stderr } = await demo('get', word);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(what);
    expect(stderr).toContain(hint);
  });

  it('risks are those of check, without a threshold', async () => {
    const { code, stdout } = await demo('get', 'risks', '-o', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ format: 'archmap-result' });
    expect((await demo('get', 'risks', 'cart')).stderr).toContain('get risks accepts no name');
  });
});

describe('formats of get', () => {
  it('JSON is a list as of the Kubernetes API; one record by its name is the record', async () => {
    const list = JSON.parse((await demo('get', 'nodes', '-o', 'json')).stdout) as { items: object[] };
    expect(list).toMatchObject({ apiVersion: 'archmap.io/v1', kind: 'NodeList' });
    const one = JSON.parse((await demo('get', 'nodes', 'cp-1', '-o', 'json')).stdout) as object;
    expect(list.items).toContainEqual(one);
  });

  it('names are those that kubectl accepts', async () => {
    const { stdout } = await demo('get', 'wl', '-n', 'shop', '-o', 'name');
    expect(stdout).toContain('deployment.apps/cart\n');
    expect(stdout).toContain('statefulset.apps/cart-cache\n');
  });

  it('jsonpath, custom columns and their files', async () => {
    const path = await demo('get', 'deploy', '-o', "jsonpath={.items[?(@.name=='cart')].namespace}");
    expect(path.stdout).toBe('shop');
    const columns = await demo('get', 'pv', '-o', 'custom-columns=N:.name,X:.nope', '--sort-by=.capacity');
    expect(columns.stdout).toMatch(/^N +X\n.+<none>/);
    const file = join(folder, 'columns.txt');
    await writeFile(file, 'NAME ZONE\n.name .zone\n');
    expect((await demo('get', 'no', '-o', `custom-columns-file=${file}`)).stdout).toMatch(/^cp-1 +north-1a/m);
    await writeFile(file, '{range .items[*]}{.name}{"\\n"}{end}');
    expect((await demo('get', 'no', '-o', `jsonpath-file=${file}`)).stdout).toContain('cp-1\ncp-2\n');
  });

  it.each([
    [['-o', 'jsonpth={.a}'], 'did you mean jsonpath'],
    [['-o', 'jsonpath'], '-o jsonpath requires a value'],
    [['-o', 'jsonpath={.items'], 'unclosed action'],
    [['-o', 'json=x'], '-o json accepts no value'],
    [['-o', 'jsonpath-file=/nonexistent'], 'cannot read /nonexistent'],
    [['-o', 'describe'], '-o describe requires a name'],
    [['--sort-by', '.nope'], 'no field ".nope"'],
  ])('refuses %j', async (args, words) => {
    const { code, stdout, stderr } = await demo('get', 'nodes', ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
  });

  it('with -n, entry points are those of the namespace', async () => {
    const { stdout } = await demo('get', 'exposure', '-n', 'warehouse');
    expect(stdout).not.toContain('kube-apiserver');
    expect(stdout).toContain('carrier-proxy');
  });

  it.each([
    ['identities', 'kube-system'],
    ['exposure', 'shop'],
    ['network', 'shop'],
  ])('with -n, rows of %s are those of the whole cluster', async (section, namespace) => {
    const rows = async (...args: string[]) =>
      (await demo('get', section, '-o', 'wide', '--no-headers', ...args)).stdout
        .split('\n')
        .map((line) => line.replaceAll(/ +/g, ' '));
    const all = new Set(await rows());
    const inside = await rows('-n', namespace);
    expect(inside.length).toBeGreaterThan(1);
    expect(inside.filter((row) => !all.has(row))).toEqual([]);
  });
});

describe('describe', () => {
  it('a ServiceAccount: its permissions, who uses it, its risks with evidence and fix', async () => {
    const { code, stdout, stderr } = await demo('describe', 'sa', 'ci/deployer');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Permissions: +cluster-admin$/m);
    expect(stdout).toMatch(/^Used By: +Deployment ci\/deployer$/m);
    expect(stdout).toContain('identities/cluster-admin-outside-system');
    for (const label of ['Finding:', 'Evidence:', 'Impact:', 'Fix:']) expect(stdout).toContain(label);
  });

  it('a workload: entry points that lead to it, and its connections', async () => {
    const { stdout } = await demo('describe', 'deployment/storefront');
    expect(stdout).toMatch(/^Entry Points:\nTYPE .*\nIngress +shop\/storefront +public/m);
    expect(stdout).toMatch(/^Network:$/m);
    expect(stdout).toMatch(/^Ready: +4\/4$/m);
  });

  it.each([
    ['deployment/cart', 'shop'],
    ['ingress/storefront', 'shop'],
    ['sa/deployer', 'ci'],
    ['group/kubeadm:cluster-admins', 'shop'],
    ['namespace/shop', 'shop'],
    ['node/cp-1', 'shop'],
    ['addon/istio', 'shop'],
  ])('-n selects %s and does not change what is said about it', async (object, namespace) => {
    const [whole, selected] = [
      await demo('describe', object),
      await demo('describe', object, '-n', namespace),
    ];
    expect(selected).toEqual(whole);
    expect(whole.code).toBe(0);
  });

  it('a role: its rules, its subjects, its risks', async () => {
    const { code, stdout } = await demo('describe', 'clusterrole/status-page');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^services +- +- +get, list\nendpoints +- +- +get, list$/m);
    expect(stdout).toMatch(
      /^- +Group +system:unauthenticated +RoleBinding shop\/status-page +namespace shop +no$/m,
    );
  });

  it('names resources as kubectl does', async () => {
    const { stdout } = await demo('describe', 'clusterrole/view');
    expect(stdout).toMatch(/^deployments\.apps\/scale +- +- +get, list, watch$/m);
  });

  it('a binding: its role and its subjects; a permission of a RoleBinding names its namespace', async () => {
    const { stdout } = await demo('describe', 'clusterrolebindings.rbac.authorization.k8s.io', 'ci-deployer');
    expect(stdout).toMatch(/^Role: +ClusterRole cluster-admin$/m);
    expect(stdout).toMatch(/^ci +ServiceAccount +deployer +ClusterRoleBinding ci-deployer +cluster +no$/m);
    const within = await demo('describe', 'rolebinding', 'kube-system/system:controller:token-cleaner');
    expect(within.stdout).toMatch(/^Permissions: +reads Secrets in kube-system$/m);
  });

  it('a binding whose role was not collected grants an unknown amount, and lists say what may be missing', async () => {
    const file = join(folder, 'binding.yaml');
    await writeFile(
      file,
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: ops }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ops }
subjects: [{ kind: User, name: eve, apiGroup: rbac.authorization.k8s.io }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: gathered }
aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: b } }] }
rules: []
`,
    );
    const about = async (object: string) => (await archmap(['describe', object, '--from', file])).stdout;
    const binding = await about('clusterrolebinding/ops');
    expect(binding).toMatch(/^Permissions: +unknown: the role was not collected$/m);
    expect(binding).toMatch(/^- +User +eve +ClusterRoleBinding ops +cluster +no$/m);
    const role = await about('clusterrole/gathered');
    expect(role).toMatch(/^Permissions: +unknown: aggregated from other ClusterRoles/m);
    expect(role).toMatch(/^Subjects: +none observed$/m);
    expect(role).toMatch(/^Not Fully Collected: +RBAC roles and bindings/m);
  });

  it('is also a format of get', async () => {
    expect((await demo('get', 'node', 'cp-1', '-o', 'describe')).stdout).toBe(
      (await demo('describe', 'node/cp-1')).stdout,
    );
  });

  it('an object that no section lists is described by its risks', async () => {
    const { code, stdout } = await demo('describe', 'validatingwebhookconfiguration/image-policy');
    expect(code).toBe(0);
    expect(stdout).toContain('api-server/webhook-fail-closed-system');
  });

  it.each([
    [['describe', 'node', 'cp-9'], 'node "cp-9" not found', 'did you mean cp-1'],
    [['describe', 'node'], 'describe requires a kind and a name', 'example'],
    [
      ['describe', 'clusterrole/cluster-admn'],
      'clusterrole "cluster-admn" not found',
      'did you mean cluster-admin?',
    ],
    [['describe', 'roles', 'qqqq'], 'roles "qqqq" not found', 'kubectl get roles -A'],
    [['describe', 'widget/x'], 'widget "x" not found', 'no section lists this kind'],
    [
      ['describe', 'deploy/ledger', '-n', 'shop'],
      'not found in namespace shop',
      'it exists in namespace payments',
    ],
    [['get', 'deploy', 'ledger', '-n', 'shop'], 'of namespace shop', 'it exists in namespace payments'],
    [
      ['describe', 'rolebinding/status-page', '-n', 'ci'],
      'not found in namespace ci',
      'it exists in namespace shop',
    ],
  ])('%j is refused with what to do', async (args, what, hint) => {
    const { code, stdout, stderr } = await demo(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(what);
    expect(stderr).toContain(hint);
  });

  it('sanitizes the texts of a hostile cluster', async () => {
    const file = join(folder, 'hostile.json');
    const name = 'web';
    await writeFile(
      file,
      JSON.stringify({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name, namespace: 'a' },
        spec: {
          selector: { matchLabels: { a: 'b' } },
          template: {
            metadata: { labels: { a: 'b' } },
            spec: { containers: [{ name: 'c', image: 'x\u001b]0;owned\u0007\n::error::y' }] },
          },
        },
      }),
    );
    const { stdout } = await archmap(['describe', 'deploy/web', '--from', file]);
    expect(stdout).toMatch(/^Images:/m);
    // oxlint-disable-next-line no-control-regex -- a terminal acts on them
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(stdout).not.toMatch(/^\s*::error/m);
  });
});
