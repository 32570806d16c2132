// Evaluator judges pods by the Pod Security Standards with the checks of the API server itself.
//
// It reads pods ({metadata, spec}, one JSON object per line) on standard input. Its first line of output is the module that judges, with its version;
// after that it writes one line per pod: level -> check id -> the policy minors (1.N) at which the check fails.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	kjson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

const (
	module      = "k8s.io/pod-security-admission"
	oldestMinor = 25
	newestMinor = 37
)

type pod struct {
	Metadata metav1.ObjectMeta `json:"metadata"`
	Spec     corev1.PodSpec    `json:"spec"`
}

type verdict map[api.Level]map[policy.CheckID][]int

func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "evaluator:", err)
		os.Exit(1)
	}
}

func run(in io.Reader, out io.Writer) error {
	evaluator, err := policy.NewEvaluator(checksThatNameThemselves(), nil)
	if err != nil {
		return err
	}
	version, err := moduleVersion()
	if err != nil {
		return err
	}
	writer := bufio.NewWriter(out)
	fmt.Fprintln(writer, module, version)

	lines := bufio.NewReader(in)
	encoder := json.NewEncoder(writer)
	for number := 1; ; number++ {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) && len(line) == 0 {
			return writer.Flush()
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		var p pod
		// The decoder of the API server: keys are case-sensitive, null is unset, unknown fields are dropped.
		if err := kjson.Unmarshal(line, &p); err != nil {
			return fmt.Errorf("pod %d: %w", number, err)
		}
		setDefaults(&p.Spec)
		if err := encoder.Encode(judge(evaluator, &p)); err != nil {
			return err
		}
	}
}

// checksThatNameThemselves are the default checks, whose reason is their id: so which check fails comes out of upstream's own choice of revisions and
// overrides.
func checksThatNameThemselves() []policy.Check {
	checks := policy.DefaultChecks()
	for _, check := range checks {
		for i := range check.Versions {
			checkPod := check.Versions[i].CheckPod
			check.Versions[i].CheckPod = func(metadata *metav1.ObjectMeta, spec *corev1.PodSpec) policy.CheckResult {
				result := checkPod(metadata, spec)
				result.ForbiddenReason = string(check.ID)
				return result
			}
		}
	}
	return checks
}

func judge(evaluator policy.Evaluator, p *pod) verdict {
	failing := verdict{}
	for _, level := range []api.Level{api.LevelBaseline, api.LevelRestricted} {
		failing[level] = map[policy.CheckID][]int{}
		for minor := oldestMinor; minor <= newestMinor; minor++ {
			at := api.LevelVersion{Level: level, Version: api.MajorMinorVersion(1, minor)}
			for _, result := range evaluator.EvaluatePod(at, &p.Metadata, &p.Spec) {
				if !result.Allowed {
					id := policy.CheckID(result.ForbiddenReason)
					failing[level][id] = append(failing[level][id], minor)
				}
			}
		}
	}
	return failing
}

// moduleVersion reads which version was linked in: the one that judges, whatever a file says.
func moduleVersion() (string, error) {
	info, ok := debug.ReadBuildInfo()
	if ok {
		for _, dependency := range info.Deps {
			if dependency.Path == module {
				return dependency.Version, nil
			}
		}
	}
	return "", fmt.Errorf("built without %s", module)
}
