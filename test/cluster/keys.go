package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

// keys are the paths of the PEM files of one cluster. One authority signs both the server and the administrator.
type keys struct {
	authority, serverCert, serverKey, adminCert, adminKey, serviceAccountKey string
}

func writeKeys(dir string) (keys, error) {
	file := func(name string) string { return filepath.Join(dir, name) }
	paths := keys{
		authority:  file("ca.crt"),
		serverCert: file("server.crt"), serverKey: file("server.key"),
		adminCert: file("admin.crt"), adminKey: file("admin.key"),
		serviceAccountKey: file("service-account.key"),
	}
	authority, err := issue(nil, x509.Certificate{
		Subject: pkix.Name{CommonName: "cdk8s-hardened test cluster"},
		IsCA:    true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	})
	if err != nil {
		return paths, err
	}
	server, err := issue(authority, x509.Certificate{
		Subject:     pkix.Name{CommonName: "kube-apiserver"},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, DNSNames: []string{"localhost", "kubernetes.default.svc"},
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	})
	if err != nil {
		return paths, err
	}
	admin, err := issue(authority, x509.Certificate{
		Subject:  pkix.Name{CommonName: "admin", Organization: []string{"system:masters"}},
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	})
	if err != nil {
		return paths, err
	}
	serviceAccount, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return paths, err
	}
	for _, each := range []struct {
		path, kind string
		der        func() ([]byte, error)
	}{
		{paths.authority, "CERTIFICATE", authority.certificate},
		{paths.serverCert, "CERTIFICATE", server.certificate},
		{paths.serverKey, "EC PRIVATE KEY", server.privateKey},
		{paths.adminCert, "CERTIFICATE", admin.certificate},
		{paths.adminKey, "EC PRIVATE KEY", admin.privateKey},
		{paths.serviceAccountKey, "EC PRIVATE KEY", identity{key: serviceAccount}.privateKey},
	} {
		der, err := each.der()
		if err != nil {
			return paths, err
		}
		if err := os.WriteFile(each.path, pem.EncodeToMemory(&pem.Block{Type: each.kind, Bytes: der}), 0o600); err != nil {
			return paths, err
		}
	}
	return paths, nil
}

type identity struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func (i identity) certificate() ([]byte, error) { return i.cert.Raw, nil }
func (i identity) privateKey() ([]byte, error)  { return x509.MarshalECPrivateKey(i.key) }

// issue signs a certificate with the authority, or with its own key when there is no authority yet.
func issue(authority *identity, template x509.Certificate) (*identity, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	if template.SerialNumber, err = rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120)); err != nil {
		return nil, err
	}
	template.NotBefore, template.NotAfter = time.Now().Add(-time.Hour), time.Now().Add(7*24*time.Hour)
	parent, signer := &template, key
	if authority != nil {
		parent, signer = authority.cert, authority.key
	}
	der, err := x509.CreateCertificate(rand.Reader, &template, parent, key.Public(), signer)
	if err != nil {
		return nil, err
	}
	cert, err := x509.ParseCertificate(der)
	return &identity{cert: cert, key: key}, err
}
