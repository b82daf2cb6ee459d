# The same file with a key in front, read again by the API server within a minute; Secrets that are there stay as they are.
cat >/etc/kubernetes/files/encryption.new <<'CONFIG'
apiVersion: apiserver.config.k8s.io/v1
kind: EncryptionConfiguration
resources:
  - resources: [secrets]
    providers:
      - aescbc: { keys: [{ name: first, secret: dGhpcy1pcy0zMi1ieXRlcy1sb25nLXRlc3Qta2V5IQ== }] }
      - identity: {}
CONFIG
cat /etc/kubernetes/files/encryption.new >/etc/kubernetes/files/encryption.yaml
for _ in $(seq 120); do
  kubectl get --raw /metrics | grep -q '^apiserver_encryption_config_controller_automatic_reloads_total{.*status="success".*} [1-9]' && exit 0
  sleep 1
done
echo 'the API server did not read its encryption configuration again' >&2
exit 1
