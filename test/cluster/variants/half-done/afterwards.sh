# The API server counts its objects once a minute: until then only a list of Secrets proves that any exist.
for _ in $(seq 100); do
  [ "$(kubectl get --raw /metrics | grep -c '^apiserver_resource_objects{.*resource="secrets".*} [1-9]')" -gt 0 ] && exit 0
  sleep 1
done
echo 'the API server counted no Secrets' >&2
exit 1
