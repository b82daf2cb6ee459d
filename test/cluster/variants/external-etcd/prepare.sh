mkdir -p /etc/kubernetes/outside && cd /etc/kubernetes/outside
openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj /CN=etcd-ca -keyout etcd-ca.key -out etcd-ca.crt 2>/dev/null
for name in server client; do
  openssl req -newkey rsa:2048 -nodes -subj "/CN=etcd-$name" -keyout "etcd-$name.key" -out "etcd-$name.csr" 2>/dev/null
  printf 'subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n' >"etcd-$name.ext"
  openssl x509 -req -in "etcd-$name.csr" -CA etcd-ca.crt -CAkey etcd-ca.key -CAcreateserial -days 365 \
    -extfile "etcd-$name.ext" -out "etcd-$name.crt" 2>/dev/null
done
setsid etcd --name outside --data-dir /var/lib/etcd/outside --listen-client-urls https://127.0.0.1:2379 \
  --advertise-client-urls https://127.0.0.1:2379 --listen-peer-urls http://127.0.0.1:2380 \
  --client-cert-auth --trusted-ca-file etcd-ca.crt --cert-file etcd-server.crt --key-file etcd-server.key \
  >/var/log/etcd.log 2>&1 </dev/null &
