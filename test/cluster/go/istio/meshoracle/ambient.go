package main

import (
	xdsfake "istio.io/istio/pilot/test/xds"
)

// ambientOf is what the istiod of this process tells ztunnels.
func ambientOf(server *xdsfake.FakeDiscoveryServer) *ambient {
	answer := &ambient{Workloads: []any{}, Services: []any{}, Authorizations: []any{}}
	for _, address := range server.AmbientIndex.All() {
		if workload := address.GetWorkload(); workload != nil {
			answer.Workloads = append(answer.Workloads, asJSON(workload))
		}
		if service := address.GetService(); service != nil {
			answer.Services = append(answer.Services, asJSON(service))
		}
	}
	for _, policy := range server.AmbientIndex.Policies(nil) {
		answer.Authorizations = append(answer.Authorizations, asJSON(policy.Authorization))
	}
	return answer
}
