/** Programs of add-ons that only checks of src/checks/addons read, as in kept-command-lines.ts. */
export const ADDON_COMMAND_LINES: { programs: readonly string[]; variables: readonly string[] } = {
  programs: [
    'kong',
    'kong-gateway',
    'nginx-ingress',
    'nginx-plus-ingress',
    'kubernetes-ingress',
    'haproxy-ingress',
    'kyverno',
    'gatekeeper',
    'policy-controller',
    'registry',
    'loki',
    'keda',
  ],
  variables: [
    'KONG_ADMIN_LISTEN',
    'REGISTRY_AUTH',
    'REGISTRY_AUTH_HTPASSWD_PATH',
    'REGISTRY_HTTP_TLS_CERTIFICATE',
    'REGISTRY_HTTP_TLS_LETSENCRYPT_HOSTS',
    'VAULT_SEAL_TYPE',
    'KEDA_RESTRICT_SECRET_ACCESS',
  ],
};
