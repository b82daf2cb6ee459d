import { describe, expect, it } from '@jest/globals';
import type { AuditEvent } from './audit.ts';
import { readOnlyViolations } from './audit.ts';

const event = (more: Partial<AuditEvent>): AuditEvent => ({
  verb: 'list',
  requestURI: '/api/v1/pods',
  userAgent: 'kubectl-archmap/0.1.0',
  user: { username: 'ann' },
  objectRef: { resource: 'pods' },
  responseStatus: { code: 200 },
  ...more,
});
const secrets = (kind: string, code = 200) =>
  event({ objectRef: { resource: 'secrets' }, responseStatus: { code }, responseObject: { kind } });

// The audit log check of the real clusters must detect a violation of the read-only guarantee.
describe('the audit log check', () => {
  it.each([
    ['a pod that is created', event({ verb: 'create' })],
    ['a dry run', event({ verb: 'create', requestURI: '/api/v1/namespaces/a/pods?dryRun=All' })],
    ['a deletion', event({ verb: 'delete' })],
    ['a watch', event({ verb: 'watch' })],
    ['a Secret that is read', event({ verb: 'get', objectRef: { resource: 'secrets', name: 'a' } })],
    ['Secrets with their bodies', secrets('SecretList')],
    ['a client without the User-Agent of the program', event({ userAgent: 'curl/8' })],
    ['impersonation', event({ impersonatedUser: { username: 'bob' } })],
    ['a proxy', event({ verb: 'get', objectRef: { resource: 'nodes', subresource: 'proxy' } })],
  ])('reports %s', (_, bad) => {
    expect(readOnlyViolations([bad])).toHaveLength(1);
  });

  it('allows kubelet requests only with --kubelet, and only read-only paths', () => {
    const of = (path: string) =>
      event({
        verb: 'get',
        requestURI: `/api/v1/nodes/w-1/proxy/${path}`,
        objectRef: { resource: 'nodes', subresource: 'proxy' },
      });
    expect(readOnlyViolations([of('configz')])).toHaveLength(1);
    expect(readOnlyViolations(['configz', 'flagz', 'metrics', 'pods'].map(of), true)).toEqual([]);
    expect(readOnlyViolations([of('run/a/b/c'), of('exec/a/b/c'), of('logs/x')], true)).toHaveLength(3);
  });

  it('allows lists, metadata of Secrets, denied requests and self-reviews', () => {
    const good = [
      event({}),
      event({ verb: 'get' }),
      secrets('PartialObjectMetadataList'),
      secrets('Status', 403),
      event({ verb: 'create', objectRef: { resource: 'selfsubjectaccessreviews' } }),
    ];
    expect(readOnlyViolations(good)).toEqual([]);
  });
});
