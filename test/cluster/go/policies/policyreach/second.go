package main

import (
	"github.com/mattfenwick/cyclonus/pkg/matcher"
	corev1 "k8s.io/api/core/v1"
)

// second is the matcher of cyclonus, for NetworkPolicies alone.
type second struct {
	policy *matcher.Policy
	peers  map[string]*matcher.TrafficPeer
	pods   map[string]*corev1.Pod
}

func newSecond(cluster request) *second {
	labels := map[string]map[string]string{}
	for _, namespace := range cluster.Namespaces {
		labels[namespace.Name] = namespace.Labels
	}
	result := &second{
		policy: matcher.BuildNetworkPolicies(true, cluster.Policies),
		peers:  map[string]*matcher.TrafficPeer{},
		pods:   map[string]*corev1.Pod{},
	}
	for _, end := range cluster.Ends {
		result.peers[end] = &matcher.TrafficPeer{IP: end}
	}
	for _, pod := range cluster.Pods {
		if pod.Spec.HostNetwork {
			continue
		}
		for _, address := range pod.Status.PodIPs {
			result.pods[address.IP] = pod
			result.peers[address.IP] = &matcher.TrafficPeer{IP: address.IP, Internal: &matcher.InternalPeer{
				PodLabels: pod.Labels, Namespace: pod.Namespace, NamespaceLabels: labels[pod.Namespace],
			}}
		}
	}
	return result
}

func (s *second) allows(from, to string, at port) (egress, ingress bool) {
	traffic := &matcher.Traffic{
		Source: s.peers[from], Destination: s.peers[to], ResolvedPort: at.Port, Protocol: at.Protocol, ResolvedPortName: s.portName(to, at),
	}
	return s.policy.IsIngressOrEgressAllowed(traffic, false).IsAllowed(), s.policy.IsIngressOrEgressAllowed(traffic, true).IsAllowed()
}

func (s *second) portName(to string, at port) string {
	pod := s.pods[to]
	if pod == nil {
		return ""
	}
	for _, container := range pod.Spec.Containers {
		for _, one := range container.Ports {
			if one.ContainerPort == int32(at.Port) && one.Protocol == at.Protocol {
				return one.Name
			}
		}
	}
	return ""
}
