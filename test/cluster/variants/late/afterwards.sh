# The same file with a key first, reloaded by the API server within a minute; existing Secrets remain unchanged.
cat >/etc/kubernetes/files/encryption.new <<'CONFIG'
apiVersion: apiserver.config.k8s.io/v1
kind: EncryptionConfiguration
resources:
  - resources: [secrets]
    providers:
      - aescbc: { keys: [{ name: made-up, secret: YXJjaG1hcC10ZXN0LWtleS1ub3QtYS1zZWNyZXQtISE= }] }
      - identity: {}
CONFIG
cat /etc/kubernetes/files/encryption.new >/etc/kubernetes/files/encryption.yaml
reloads() {
  kubectl get --raw /metrics |
    grep -c '^apiserver_encryption_config_controller_automatic_reloads_total{.*status="success".*} [1-9]' || true
}
for _ in $(seq 120); do
  [ "$(reloads)" = 0 ] || break
  sleep 1
done
if [ "$(reloads)" = 0 ]; then
  echo 'the API server did not read its encryption configuration again' >&2
  exit 1
fi
# The mirror pod of a static pod may take a minute to appear after its kubelet has started.
sleep 20
