# A static pod in a namespace that does not exist: the kubelet runs it and cannot create its mirror pod.
mkdir -p /etc/kubernetes/manifests
cat >/etc/kubernetes/manifests/miner.yaml <<'MANIFEST'
apiVersion: v1
kind: Pod
metadata: { name: miner, namespace: nowhere }
spec:
  hostNetwork: true
  containers: [{ name: miner, image: docker.io/library/busybox:1.37 }]
MANIFEST
