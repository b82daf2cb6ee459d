dir=$1/cp-1
touch "$dir/no-kubelet"
kill "$(cat "$dir/kubelet.pid")"
while kill -0 "$(cat "$dir/kubelet.pid")" 2>/dev/null; do sleep 0.1; done
kubectl delete node cp-1
kubectl delete pods --all-namespaces --field-selector spec.nodeName=cp-1 --force --grace-period=0
kubectl wait --namespace kube-system --for=condition=Ready pod --selector k8s-app=kube-proxy --timeout=60s || true
