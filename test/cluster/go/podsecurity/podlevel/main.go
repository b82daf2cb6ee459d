// podlevel says which Pod Security level the reference evaluator allows for pods: one JSON request a line, one JSON answer a line.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

// request is one pod (or pod template) and the versions of the standards to evaluate it by: "latest", "v1.25" ...
type request struct {
	Metadata metav1.ObjectMeta `json:"metadata"`
	Spec     corev1.PodSpec    `json:"spec"`
	Versions []string          `json:"versions"`
}

// answer is the strictest level that admits the pod by one version, and why a stricter one does not.
type answer struct {
	Version string `json:"version"`
	Level   string `json:"level"`
	// The reasons by which the next stricter level forbids the pod; empty for restricted.
	Reasons []string `json:"reasons"`
	Details []string `json:"details"`
}

func main() {
	if err := serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "podlevel:", err)
		os.Exit(1)
	}
}

func serve(in io.Reader, out io.Writer) error {
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		return err
	}
	requests := json.NewDecoder(bufio.NewReaderSize(in, 1<<20))
	// Unbuffered: whoever asks waits for each answer.
	answers := json.NewEncoder(out)
	for {
		var pod request
		if err := requests.Decode(&pod); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		result := make([]answer, 0, len(pod.Versions))
		for _, version := range pod.Versions {
			parsed, err := api.ParseVersion(version)
			if err != nil {
				return err
			}
			result = append(result, levelOf(evaluator, pod, parsed))
		}
		if err := answers.Encode(result); err != nil {
			return err
		}
	}
}

func levelOf(evaluator policy.Evaluator, pod request, version api.Version) answer {
	found := answer{Version: version.String(), Level: string(api.LevelRestricted), Reasons: []string{}, Details: []string{}}
	for _, level := range []api.Level{api.LevelRestricted, api.LevelBaseline} {
		results := evaluator.EvaluatePod(api.LevelVersion{Level: level, Version: version}, &pod.Metadata, &pod.Spec)
		verdict := policy.AggregateCheckResults(results)
		if verdict.Allowed {
			return found
		}
		found.Reasons, found.Details = verdict.ForbiddenReasons, verdict.ForbiddenDetails
		found.Level = string(api.LevelBaseline)
		if level == api.LevelBaseline {
			found.Level = string(api.LevelPrivileged)
		}
	}
	return found
}
