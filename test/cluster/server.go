package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/pflag"
	utilerrors "k8s.io/apimachinery/pkg/util/errors"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
	"k8s.io/kubernetes/cmd/kube-apiserver/app/options"
)

// Who, what and the annotations of admission (also of policies that audit), no bodies.
const auditPolicy = `apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived, ResponseStarted]
rules:
- level: None
  verbs: [get, list, watch]
- level: Metadata
`

type server struct {
	admin  *rest.Config
	cancel context.CancelFunc
	ended  chan error
}

func startServer(home, etcd string, keys keys, serviceAccounts bool) (*server, error) {
	audit := filepath.Join(home, "audit-policy.yaml")
	if err := os.WriteFile(audit, []byte(auditPolicy), 0o600); err != nil {
		return nil, err
	}
	args := []string{
		"--etcd-servers=http://" + etcd,
		"--bind-address=127.0.0.1",
		"--advertise-address=127.0.0.1",
		"--endpoint-reconciler-type=none",
		"--service-cluster-ip-range=10.0.0.0/16",
		"--tls-cert-file=" + keys.serverCert,
		"--tls-private-key-file=" + keys.serverKey,
		"--client-ca-file=" + keys.authority,
		"--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-key-file=" + keys.serviceAccountKey,
		"--service-account-signing-key-file=" + keys.serviceAccountKey,
		"--authorization-mode=RBAC",
		// Without it the API server itself refuses privileged containers, before Pod Security is asked.
		"--allow-privileged=true",
		"--audit-policy-file=" + audit,
		"--audit-log-path=" + filepath.Join(home, "audit.log"),
		"--profiling=false",
	}
	if !serviceAccounts {
		// A dry run creates nothing, so a pod could never meet the ServiceAccount that was posted just before it.
		args = append(args, "--disable-admission-plugins=ServiceAccount")
	}
	opts := options.NewServerRunOptions()
	flags := pflag.NewFlagSet("kube-apiserver", pflag.ContinueOnError)
	for _, set := range opts.Flags().FlagSets {
		flags.AddFlagSet(set)
	}
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	if err := opts.GenericServerRunOptions.ComponentGlobalsRegistry.Set(); err != nil {
		return nil, err
	}
	rest.SetDefaultWarningHandler(rest.NoWarnings{})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	opts.SecureServing.Listener = listener
	opts.SecureServing.BindPort = listener.Addr().(*net.TCPAddr).Port

	ctx, cancel := context.WithCancel(context.Background())
	completed, err := opts.Complete(ctx)
	if err != nil {
		cancel()
		return nil, err
	}
	if errs := completed.Validate(); len(errs) != 0 {
		cancel()
		return nil, utilerrors.NewAggregate(errs)
	}
	s := &server{
		cancel: cancel,
		ended:  make(chan error, 1),
		admin: &rest.Config{
			Host: "https://" + listener.Addr().String(),
			// Ours are the only requests of this client; the default limits would slow the controllers down.
			QPS:             -1,
			TLSClientConfig: rest.TLSClientConfig{CAFile: keys.authority, CertFile: keys.adminCert, KeyFile: keys.adminKey},
		},
	}
	go func() {
		s.ended <- app.Run(ctx, completed)
		close(s.ended)
	}()
	return s, nil
}

// waitReady returns when /readyz says ok, which includes the roles and priority classes that the API server makes at its start.
func (s *server) waitReady(limit time.Duration) error {
	client, err := kubernetes.NewForConfig(s.admin)
	if err != nil {
		return err
	}
	deadline := time.After(limit)
	for {
		_, err := client.Discovery().RESTClient().Get().AbsPath("/readyz").DoRaw(context.Background())
		if err == nil {
			return nil
		}
		select {
		case <-time.After(50 * time.Millisecond):
		case err := <-s.ended:
			return fmt.Errorf("ended before it was ready: %v", err)
		case <-deadline:
			return fmt.Errorf("not ready after %s: %w", limit, err)
		}
	}
}

// stop lets the API server end cleanly, but not for ever.
func (s *server) stop(limit time.Duration) {
	s.cancel()
	select {
	case <-s.ended:
	case <-time.After(limit):
	}
}

func writeKubeconfig(path string, admin *rest.Config) error {
	cluster, user := clientcmdapi.NewCluster(), clientcmdapi.NewAuthInfo()
	cluster.Server = admin.Host
	for to, from := range map[*[]byte]string{
		&cluster.CertificateAuthorityData: admin.CAFile,
		&user.ClientCertificateData:       admin.CertFile,
		&user.ClientKeyData:               admin.KeyFile,
	} {
		pem, err := os.ReadFile(from)
		if err != nil {
			return err
		}
		*to = pem
	}
	config := clientcmdapi.NewConfig()
	config.Clusters["test"], config.AuthInfos["admin"] = cluster, user
	config.Contexts["test"] = &clientcmdapi.Context{Cluster: "test", AuthInfo: "admin"}
	config.CurrentContext = "test"
	return clientcmd.WriteToFile(*config, path)
}
