import { accessSync, constants } from 'node:fs';
import { ArchmapError } from '../../shared/errors.ts';
import type { UserEntry } from '../kubeconfig/types.ts';
import type { Effective } from './effective.ts';

/** Rejects the same contradictions as kubectl, in the same order. Throws `kubeconfig` or `credentials`. */
export function validate(settings: Effective): void {
  validateUser(settings.userName ?? '', settings.user);
  const { cluster, clusterName = '' } = settings;
  if (cluster.caFile && cluster.caData)
    throw both('certificate-authority-data', 'certificate-authority', 'cluster', clusterName);
  if (cluster.caFile) readable(cluster.caFile, 'CA certificate', 'kubeconfig');
}

function validateUser(name: string, user: UserEntry): void {
  if (user.certFile || user.certData) {
    if (user.certFile && user.certData)
      throw both('client-certificate-data', 'client-certificate', 'user', name);
    if (user.keyFile && user.keyData) throw both('client-key-data', 'client-key', 'user', name);
    if (!user.keyFile && !user.keyData) {
      throw new ArchmapError(
        'kubeconfig',
        `user "${name}" has a client certificate without a key`,
        'specify client-key or client-key-data',
      );
    }
    if (user.certFile) readable(user.certFile, 'client certificate', 'credentials');
    if (user.keyFile) readable(user.keyFile, 'client key', 'credentials');
  }
  if (user.exec) validateExec(name, user);
  if (user.token && (user.username || user.password)) {
    throw new ArchmapError(
      'kubeconfig',
      `user "${name}" has a token and basic auth; only one is allowed`,
      'remove one of them, as kubectl requires',
    );
  }
  if (
    !user.impersonateUser &&
    (user.impersonateUid || user.impersonateGroups?.length || user.impersonateExtra)
  ) {
    throw new ArchmapError(
      'usage',
      'impersonation of a group, UID or extra field requires a user',
      'add --as USER',
    );
  }
}

function validateExec(name: string, { exec, authProvider }: UserEntry): void {
  if (!exec) return;
  const say = (what: string) =>
    new ArchmapError('kubeconfig', `user "${name}": ${what}`, "fix the user's exec section");
  if (authProvider) throw say('exec and auth-provider are mutually exclusive');
  if (!exec.command) throw say('exec has no command');
  if (!exec.apiVersion) throw say('exec has no apiVersion');
  if (exec.env.some((variable) => variable.name === ''))
    throw say('exec has an environment variable without a name');
  if (!exec.interactiveMode) throw say('exec has no interactiveMode');
  if (!['Never', 'IfAvailable', 'Always'].includes(exec.interactiveMode))
    throw say('exec has an unknown interactiveMode');
  if (!/^client\.authentication\.k8s\.io\/v1(?:beta1)?$/.test(exec.apiVersion)) {
    throw say(
      `exec has apiVersion ${exec.apiVersion}; supported: v1 and v1beta1 of client.authentication.k8s.io`,
    );
  }
}

function both(data: string, file: string, kind: string, name: string): ArchmapError {
  return new ArchmapError(
    'kubeconfig',
    `${kind} "${name}" has both ${data} and ${file}`,
    'remove one of them, as kubectl requires',
  );
}

function readable(path: string, what: string, code: 'kubeconfig' | 'credentials'): void {
  try {
    accessSync(path, constants.R_OK);
  } catch (error) {
    throw new ArchmapError(code, `cannot read the ${what} ${path}`, 'check the path and its permissions', {
      cause: error,
    });
  }
}
