// Command kmsplugin is a KMS v2 plugin for tests: it encrypts with a key that is derived from its name, on a Unix socket.
// It keeps no secret of any worth. https://kubernetes.io/docs/tasks/administer-cluster/kms-provider/
package main

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"time"

	"k8s.io/kms/pkg/service"
)

type plugin struct {
	key  cipher.AEAD
	name string
}

func (p *plugin) Status(context.Context) (*service.StatusResponse, error) {
	return &service.StatusResponse{Version: "v2", Healthz: "ok", KeyID: p.name}, nil
}

func (p *plugin) Encrypt(_ context.Context, _ string, data []byte) (*service.EncryptResponse, error) {
	nonce := make([]byte, p.key.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return nil, err
	}
	return &service.EncryptResponse{Ciphertext: p.key.Seal(nonce, nonce, data, nil), KeyID: p.name}, nil
}

func (p *plugin) Decrypt(_ context.Context, _ string, req *service.DecryptRequest) ([]byte, error) {
	if req.KeyID != p.name {
		return nil, fmt.Errorf("no key %q", req.KeyID)
	}
	size := p.key.NonceSize()
	if len(req.Ciphertext) < size {
		return nil, errors.New("too short")
	}
	return p.key.Open(nil, req.Ciphertext[:size], req.Ciphertext[size:], nil)
}

func run(socket, name string) error {
	digest := sha256.Sum256([]byte(name))
	block, err := aes.NewCipher(digest[:])
	if err != nil {
		return err
	}
	key, err := cipher.NewGCM(block)
	if err != nil {
		return err
	}
	if err := os.Remove(socket); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return service.NewGRPCService(socket, 5*time.Second, &plugin{key: key, name: name}).ListenAndServe()
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: kmsplugin SOCKET KEY-NAME")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "kmsplugin:", err)
		os.Exit(1)
	}
}
