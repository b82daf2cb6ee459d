# kubeadm uses existing CAs.
mkdir -p /etc/kubernetes/pki && cd /etc/kubernetes/pki
openssl req -x509 -newkey rsa:2048 -nodes -days 20 -subj /CN=kubernetes -keyout ca.key -out ca.crt \
  -addext keyUsage=critical,digitalSignature,keyCertSign,keyEncipherment 2>/dev/null
cp ca.crt front-proxy-ca.crt && cp ca.key front-proxy-ca.key
