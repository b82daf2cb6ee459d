// policyreach says which connections two reference implementations of network policies allow: one JSON cluster a line, one JSON answer a
// line.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1alpha1 "sigs.k8s.io/network-policy-api/apis/v1alpha1"
)

// request is a cluster and the connections to evaluate in it.
type request struct {
	Namespaces []*corev1.Namespace                          `json:"namespaces"`
	Nodes      []*corev1.Node                               `json:"nodes"`
	Pods       []*corev1.Pod                                `json:"pods"`
	Policies   []*networkingv1.NetworkPolicy                `json:"policies"`
	Admin      []*policyv1alpha1.AdminNetworkPolicy         `json:"admin"`
	Baseline   []*policyv1alpha1.BaselineAdminNetworkPolicy `json:"baseline"`
	Ends       []string                                     `json:"ends"`
	Ports      []port                                       `json:"ports"`
}

// port is a destination port.
type port struct {
	Protocol corev1.Protocol `json:"protocol"`
	Port     int             `json:"port"`
}

// answer has a character for every source, destination and port, in this order of nesting: "0" none, "1" egress alone, "2" ingress alone,
// "3" both directions are allowed.
type answer struct {
	Reference string `json:"reference"`
	// Second implements NetworkPolicy alone.
	Second string `json:"second,omitempty"`
}

func main() {
	if err := serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "policyreach:", err)
		os.Exit(1)
	}
}

func serve(in io.Reader, out io.Writer) error {
	egress, err := newReference()
	if err != nil {
		return err
	}
	ingress, err := newReference()
	if err != nil {
		return err
	}
	requests := json.NewDecoder(bufio.NewReaderSize(in, 1<<20))
	// Unbuffered: whoever asks waits for each answer.
	answers := json.NewEncoder(out)
	for {
		var cluster request
		if err := requests.Decode(&cluster); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := withDefaults(&cluster); err != nil {
			return err
		}
		ingress.load(cluster, networkingv1.PolicyTypeIngress)
		egress.load(cluster, networkingv1.PolicyTypeEgress)
		found := answer{Reference: matrix(cluster, func(from, to string, at port) (bool, bool) {
			return egress.allows(from, to, at), ingress.allows(from, to, at)
		})}
		if len(cluster.Admin)+len(cluster.Baseline) == 0 {
			second := newSecond(cluster)
			found.Second = matrix(cluster, second.allows)
		}
		if err := answers.Encode(found); err != nil {
			return err
		}
	}
}

func matrix(cluster request, allows func(from, to string, at port) (egress, ingress bool)) string {
	digits := make([]byte, 0, len(cluster.Ends)*len(cluster.Ends)*len(cluster.Ports))
	for _, from := range cluster.Ends {
		for _, to := range cluster.Ends {
			for _, at := range cluster.Ports {
				egress, ingress := allows(from, to, at)
				digit := byte('0')
				if egress {
					digit++
				}
				if ingress {
					digit += 2
				}
				digits = append(digits, digit)
			}
		}
	}
	return string(digits)
}

// withDefaults sets what the API server would: protocols, policyTypes, and no list instead of an empty one, as its storage has no empty lists.
func withDefaults(cluster *request) error {
	for _, pod := range cluster.Pods {
		for i := range pod.Spec.Containers {
			ports := pod.Spec.Containers[i].Ports
			for j := range ports {
				if ports[j].Protocol == "" {
					ports[j].Protocol = corev1.ProtocolTCP
				}
			}
		}
	}
	for _, policy := range cluster.Policies {
		spec := &policy.Spec
		if len(spec.Ingress) == 0 {
			spec.Ingress = nil
		}
		if len(spec.Egress) == 0 {
			spec.Egress = nil
		}
		for i := range spec.Ingress {
			setProtocols(spec.Ingress[i].Ports)
		}
		for i := range spec.Egress {
			setProtocols(spec.Egress[i].Ports)
		}
		if len(spec.PolicyTypes) == 0 {
			spec.PolicyTypes = []networkingv1.PolicyType{networkingv1.PolicyTypeIngress}
			if len(spec.Egress) > 0 {
				spec.PolicyTypes = append(spec.PolicyTypes, networkingv1.PolicyTypeEgress)
			}
		}
	}
	return nil
}

func setProtocols(ports []networkingv1.NetworkPolicyPort) {
	tcp := corev1.ProtocolTCP
	for i := range ports {
		if ports[i].Protocol == nil {
			ports[i].Protocol = &tcp
		}
	}
}
