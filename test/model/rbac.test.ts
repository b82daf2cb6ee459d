import { describe, expect, it } from '@jest/globals';
import { privilegesOf } from '../../src/model/privileges.ts';
import { allows, isClusterAdmin, subjectName } from '../../src/model/rbac.ts';
import type { Grant } from '../../src/model/types.ts';
import { modelOf, object } from './support/cluster.ts';
import type { Manifest } from './support/cluster.ts';

const RBAC = 'rbac.authorization.k8s.io';
type Rule = {
  verbs: string[];
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  nonResourceURLs?: string[];
};

const role = (name: string, rules: readonly Rule[], namespace?: string): Manifest =>
  object(`${RBAC}/v1`, namespace ? 'Role' : 'ClusterRole', name, { rules }, namespace);

const subject = (text: string) => {
  const [kind = '', name = ''] = text.split(' ', 2);
  const [namespace, account] = name.split('/', 2);
  return kind === 'ServiceAccount' ? { kind, namespace, name: account } : { kind, name };
};

function binding(
  name: string,
  to: string,
  subjects: readonly string[],
  more: { namespace?: string; kind?: string; labels?: Record<string, string> } = {},
): Manifest {
  return object(
    `${RBAC}/v1`,
    more.namespace ? 'RoleBinding' : 'ClusterRoleBinding',
    name,
    {
      ...(more.labels && { metadata: { labels: more.labels } }),
      roleRef: { apiGroup: RBAC, kind: more.kind ?? 'ClusterRole', name: to },
      subjects: subjects.map(subject),
    },
    more.namespace,
  );
}

const rule = (verbs: string, groups: string, resources: string, names?: string): Rule => ({
  verbs: verbs.split(','),
  apiGroups: groups.split(',').map((group) => (group === 'core' ? '' : group)),
  resources: resources.split(','),
  ...(names && { resourceNames: names.split(',') }),
});

describe('permissions of rules', () => {
  it.each<[string, Rule, string, boolean]>([
    ['the resource itself', rule('get', 'core', 'secrets'), 'get core secrets', true],
    ['another verb', rule('get', 'core', 'secrets'), 'list core secrets', false],
    ['any verb', rule('*', 'core', 'secrets'), 'deletecollection core secrets', true],
    ['another group', rule('get', 'apps', 'secrets'), 'get core secrets', false],
    ['any group', rule('get', '*', 'deployments'), 'get apps deployments', true],
    ['any resource', rule('create', 'core', '*'), 'create core pods/exec', true],
    ['a subresource is not the resource', rule('create', 'core', 'pods'), 'create core pods/exec', false],
    ['the subresource of everything', rule('create', 'core', '*/exec'), 'create core pods/exec', true],
    [
      'a wildcard subresource has no effect in Kubernetes',
      rule('create', 'core', 'pods/*'),
      'create core pods/exec',
      false,
    ],
    ['only by resource name', rule('get', 'core', 'secrets', 'mine'), 'get core secrets', false],
    ['no API group', { verbs: ['get'], resources: ['secrets'] }, 'get core secrets', false],
    ['paths are not resources', { verbs: ['*'], nonResourceURLs: ['*'] }, 'get core secrets', false],
  ])('%s', (_, given, request, allowed) => {
    const [verb = '', group = '', resource = ''] = request.split(' ');
    expect(allows([given], { verb, group: group === 'core' ? '' : group, resource })).toBe(allowed);
  });

  it.each<[string, readonly Rule[], boolean]>([
    ['everything on everything', [rule('*', '*', '*')], true],
    [
      'everything, in addition to other rules',
      [rule('get', 'core', 'pods'), rule('*', 'core,*', 'pods,*')],
      true,
    ],
    ['everything of one group', [rule('*', 'apps', '*')], false],
    ['only reading everything', [rule('get,list,watch', '*', '*')], false],
    ['every object of one name', [rule('*', '*', '*', 'mine')], false],
    ['in two rules that do not combine', [rule('*', 'core', '*'), rule('get', '*', '*')], false],
    ['every non-resource path', [{ verbs: ['*'], nonResourceURLs: ['*'] }], false],
  ])('equivalent to cluster-admin, whatever its name: %s', (_, rules, admin) => {
    expect(isClusterAdmin(rules)).toBe(admin);
  });

  it.each<[Rule, readonly string[]]>([
    [rule('*', '*', '*'), ['cluster-admin']],
    [rule('list', 'core', 'secrets'), ['reads Secrets']],
    [rule('get', 'core', 'nodes/proxy'), ['runs commands in any Pod on any node (nodes/proxy)']],
    [rule('get', 'core', '*/proxy'), ['runs commands in any Pod on any node (nodes/proxy)']],
    [rule('create', 'core', 'pods/exec'), ['runs commands in Pods']],
    [rule('create', 'apps', 'daemonsets'), ['creates Pods']],
    [rule('bind', RBAC, '*'), ['can escalate to cluster-admin (escalate or bind ClusterRoles)']],
    [rule('impersonate', 'core', 'groups'), ['can escalate to cluster-admin (impersonate users or groups)']],
    [rule('create', 'core', 'serviceaccounts/token'), ['creates ServiceAccount tokens']],
    [rule('patch', 'admissionregistration.k8s.io', '*'), ['creates, modifies or deletes admission webhooks']],
    [rule('get,list,watch', 'core', 'pods,configmaps'), []],
    [rule('get', 'core', 'secrets', 'mine'), []],
  ])('permissions of %j', (given, privileges) => {
    expect(privilegesOf([given])).toEqual(privileges);
  });
});

describe('grants', () => {
  const grants = (...objects: readonly Manifest[]) => modelOf({}, ...objects).rbac.grants;
  const brief = ({ subject: who, namespace, rules }: Grant) => [
    subjectName(who),
    namespace ?? '*',
    privilegesOf(rules),
  ];
  const reader = role('reader', [rule('get', 'core', 'secrets')]);

  it('join a binding with its role, for every subject, sorted', () => {
    expect(
      grants(reader, binding('all', 'reader', ['User jane', 'ServiceAccount ci/bot', 'Group ops'])).map(
        brief,
      ),
    ).toEqual([
      ['Group ops', '*', ['reads Secrets']],
      ['ServiceAccount ci/bot', '*', ['reads Secrets']],
      ['User jane', '*', ['reads Secrets']],
    ]);
  });

  it('of a RoleBinding apply to its namespace only, even with a ClusterRole', () => {
    expect(
      grants(reader, binding('some', 'reader', ['User jane'], { namespace: 'shop' })).map(brief),
    ).toEqual([['User jane', 'shop', ['reads Secrets']]]);
  });

  it('use the Role of the same namespace, not one with the same name elsewhere', () => {
    const objects = [
      role('app', [rule('get', 'core', 'pods')], 'shop'),
      role('app', [rule('*', '*', '*')], 'other'),
      role('app', [rule('*', '*', '*')]),
      binding('app', 'app', ['User jane'], { namespace: 'shop', kind: 'Role' }),
    ];
    expect(grants(...objects).map(brief)).toEqual([['User jane', 'shop', []]]);
  });

  it('without their role have unknown permissions', () => {
    expect(grants(binding('dangling', 'gone', ['User jane']))).toMatchObject([{ rules: [] }]);
    expect(grants(binding('dangling', 'gone', ['User jane']))[0]).not.toHaveProperty('role');
  });

  it('of a ServiceAccount without a namespace use the namespace of the binding', () => {
    const object = binding('some', 'reader', [], { namespace: 'shop' });
    const own = { ...object, subjects: [{ kind: 'ServiceAccount', name: 'bot' }] };
    expect(grants(reader, own).map(brief)).toEqual([['ServiceAccount shop/bot', 'shop', ['reads Secrets']]]);
  });

  it('of an aggregated role are the rules that the controller has filled in', () => {
    const aggregated = {
      ...role('view-more', [rule('list', 'core', 'secrets')]),
      aggregationRule: { clusterRoleSelectors: [{ matchLabels: { x: 'y' } }] },
    };
    const model = modelOf({}, aggregated, binding('more', 'view-more', ['User jane']));
    expect(model.rbac.roles).toMatchObject([{ name: 'view-more', aggregated: true }]);
    expect(model.rbac.grants.map(brief)).toEqual([['User jane', '*', ['reads Secrets']]]);
  });
});

describe('default bindings of Kubernetes', () => {
  const bootstrapping = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };
  it.each<[string, boolean, Manifest]>([
    ['cluster-admin', true, binding('cluster-admin', 'cluster-admin', ['Group system:masters'])],
    [
      'cluster-admin with another subject',
      false,
      binding('cluster-admin', 'cluster-admin', ['User jane'], { labels: bootstrapping }),
    ],
    [
      'a known name with another role',
      false,
      binding('system:discovery', 'cluster-admin', ['Group system:authenticated'], { labels: bootstrapping }),
    ],
    [
      'a label proves nothing',
      false,
      binding('mine', 'cluster-admin', ['User jane'], { labels: bootstrapping }),
    ],
    [
      'public information, for all users',
      true,
      binding('system:public-info-viewer', 'system:public-info-viewer', ['Group system:unauthenticated']),
    ],
    [
      'discovery, for all users: no longer',
      false,
      binding('system:discovery', 'system:discovery', ['Group system:unauthenticated']),
    ],
    [
      'a controller of kube-controller-manager',
      true,
      binding('system:controller:job-controller', 'system:controller:job-controller', [
        'ServiceAccount kube-system/job-controller',
      ]),
    ],
    [
      "a controller's name for another ServiceAccount",
      false,
      binding('system:controller:evil', 'system:controller:evil', ['ServiceAccount kube-system/default']),
    ],
    [
      "a controller's name in another namespace",
      false,
      binding('system:controller:job-controller', 'system:controller:job-controller', [
        'ServiceAccount shop/job-controller',
      ]),
    ],
    [
      'the role with which the scheduler reads its configuration',
      true,
      binding(
        'system::extension-apiserver-authentication-reader',
        'extension-apiserver-authentication-reader',
        ['User system:kube-scheduler'],
        { namespace: 'kube-system', kind: 'Role' },
      ),
    ],
    [
      'the same for anonymous users',
      false,
      binding(
        'system::extension-apiserver-authentication-reader',
        'extension-apiserver-authentication-reader',
        ['User system:anonymous'],
        { namespace: 'kube-system', kind: 'Role' },
      ),
    ],
    [
      'the same in an application namespace',
      false,
      binding('system::leader', 'x', ['User system:kube-scheduler'], { namespace: 'shop', kind: 'Role' }),
    ],
    [
      'cluster-info of kubeadm, which is public by design',
      true,
      binding(
        'kubeadm:bootstrap-signer-clusterinfo',
        'kubeadm:bootstrap-signer-clusterinfo',
        ['User system:anonymous'],
        { namespace: 'kube-public', kind: 'Role' },
      ),
    ],
  ])('%s: %s', (_, shipped, object) => {
    expect(modelOf({}, object).rbac.grants.map(({ builtIn }) => builtIn)).toEqual([shipped]);
  });
});
