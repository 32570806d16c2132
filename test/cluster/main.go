// Command cluster runs a Kubernetes control plane for tests on loopback: etcd, kube-apiserver and the few controllers that the
// tests need, all in this process. It prints KUBECONFIG=<path> once the API server is ready, and nothing else, on stdout.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"k8s.io/component-base/version"
	"k8s.io/klog/v2"
)

const usage = `cluster runs etcd and kube-apiserver on loopback until SIGINT, SIGTERM or the end of its stdin, then removes all it wrote.

stdout has one line when the API server is ready: KUBECONFIG=<path of an administrator's kubeconfig>
Next to that file: audit.log (one JSON line per request) and cluster.log (what etcd and kube-apiserver say).

Pod Security, RBAC and ValidatingAdmissionPolicy are on; status.typeChecking of policies and the rules of aggregated roles are filled in.
There is no scheduler, no kubelet and no other controller: a deleted namespace stays Terminating, and workloads make no pods.

Flags:
`

func main() {
	serviceAccounts := flag.Bool("service-accounts", false,
		"turn on the ServiceAccount admission plugin and make a default ServiceAccount in each namespace; pods then need their ServiceAccount to exist")
	verbose := flag.Bool("verbose", false, "write what etcd and kube-apiserver say to stderr instead of cluster.log")
	showVersion := flag.Bool("version", false, "print the Kubernetes version and exit")
	flag.Usage = func() {
		fmt.Fprint(flag.CommandLine.Output(), usage)
		flag.PrintDefaults()
	}
	flag.Parse()
	if *showVersion {
		fmt.Println(version.Get().GitVersion)
		return
	}
	if flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "cluster: %q is not a flag; see --help\n", flag.Arg(0))
		os.Exit(2)
	}
	// When those who read our output are gone, there is still a folder to remove.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	if err := run(stopAtEndOfStdin(ctx), *serviceAccounts, *verbose); err != nil {
		fmt.Fprintln(os.Stderr, "cluster:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, serviceAccounts, verbose bool) (err error) {
	home, err := os.MkdirTemp("", "cdk8s-hardened-cluster-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(home)
	// A part of the API server that gives up ends the process here, past every defer.
	klog.OsExit = func(code int) {
		os.RemoveAll(home)
		os.Exit(code)
	}

	logPath := "stderr"
	if !verbose {
		logPath = filepath.Join(home, "cluster.log")
		log, openErr := os.Create(logPath)
		if openErr != nil {
			return openErr
		}
		defer log.Close()
		logTo(log)
		defer func() {
			klog.Flush()
			if err != nil {
				err = fmt.Errorf("%w\n%s", err, tail(logPath, 4000))
			}
		}()
	}

	keys, err := writeKeys(home)
	if err != nil {
		return fmt.Errorf("certificates: %w", err)
	}
	etcd, err := startEtcd(filepath.Join(home, "etcd"), logPath)
	if err != nil {
		return fmt.Errorf("etcd: %w", err)
	}
	defer etcd.Close()

	server, err := startServer(home, etcd.Clients[0].Addr().String(), keys, serviceAccounts)
	if err != nil {
		return fmt.Errorf("kube-apiserver: %w", err)
	}
	// Before etcd closes: the API server needs it to end cleanly.
	defer server.stop(15 * time.Second)
	// Told to stop in between, we still wait: an API server that is stopped while it starts crashes.
	if err := server.waitReady(2 * time.Minute); err != nil {
		return fmt.Errorf("kube-apiserver: %w", err)
	}
	if err := startControllers(ctx, server.admin, serviceAccounts); err != nil {
		return fmt.Errorf("controllers: %w", err)
	}
	kubeconfig := filepath.Join(home, "kubeconfig")
	if err := writeKubeconfig(kubeconfig, server.admin); err != nil {
		return err
	}
	fmt.Printf("KUBECONFIG=%s\n", kubeconfig)

	select {
	case <-ctx.Done():
		return nil
	case err := <-server.ended:
		return fmt.Errorf("kube-apiserver ended by itself: %w", cmp.Or(err, errors.New("no reason given")))
	}
}

// logTo sends what klog gets to a file; only the reason of a crash is on stderr too.
func logTo(file io.Writer) {
	flags := flag.NewFlagSet("klog", flag.PanicOnError)
	klog.InitFlags(flags)
	_ = flags.Parse([]string{"-logtostderr=false", "-stderrthreshold=FATAL", "-one_output=true"})
	klog.SetOutput(file)
}

// stopAtEndOfStdin ends the context when whoever started us goes away, however it goes. A stdin that never was one is left alone.
func stopAtEndOfStdin(parent context.Context) context.Context {
	stdin, err := os.Stdin.Stat()
	if err != nil {
		return parent
	}
	if null, err := os.Stat(os.DevNull); err == nil && os.SameFile(stdin, null) {
		return parent
	}
	ctx, cancel := context.WithCancel(parent)
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		cancel()
	}()
	return ctx
}

func tail(path string, bytes int) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	return string(text[max(0, len(text)-bytes):])
}
