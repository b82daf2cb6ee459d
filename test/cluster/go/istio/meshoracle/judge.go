package main

import (
	"fmt"
	"os"
	"runtime/debug"

	meshconfig "istio.io/api/mesh/v1alpha1"
	"istio.io/istio/pilot/pkg/features"
	"istio.io/istio/pilot/pkg/model"
	xdsfake "istio.io/istio/pilot/test/xds"
	meshdefaults "istio.io/istio/pkg/config/mesh"
	"istio.io/istio/pkg/test"
)

// judge starts an istiod inside this process with the objects of a mesh and asks it about each proxy.
func judge(m mesh) any {
	answer := meshAnswer{ID: m.ID, Proxies: []proxyAnswer{}}
	config := meshdefaults.DefaultMeshConfig()
	if m.MeshConfig != "" {
		given, err := meshdefaults.ApplyMeshConfigDefaults(m.MeshConfig)
		if err != nil {
			answer.Error = fmt.Sprintf("mesh config: %v", err)
			return answer
		}
		config = given
	}
	objects, err := parse(m.Objects, m.Ambient)
	if err != nil {
		answer.Error = err.Error()
		return answer
	}
	answer.Refused = objects.refused
	// A variable of istiod's process, not of a mesh; meshes are judged one after the other.
	features.EnableAmbient = m.Ambient
	if err := test.Wrap(func(t test.Failer) {
		defer func() {
			// Istio's fake server panics on some objects that the API server would refuse.
			if cause := recover(); cause != nil {
				fmt.Fprintf(os.Stderr, "mesh %s: %v\n%s", m.ID, cause, debug.Stack())
				answer.Error = fmt.Sprint(cause)
			}
		}()
		describe(t, m, config, objects, &answer)
	}); err != nil {
		answer.Error = err.Error()
	}
	return answer
}

func describe(t test.Failer, m mesh, config *meshconfig.MeshConfig, objects parsed, answer *meshAnswer) {
	server := xdsfake.NewFakeDiscoveryServer(t, xdsfake.FakeOptions{
		KubernetesObjects: objects.kubernetes,
		Configs:           objects.istio,
		MeshConfig:        config,
	})
	for _, p := range m.Proxies {
		node := server.SetupProxy(nodeOf(p))
		received := received{listeners: server.Listeners(node)}
		if p.Outbound {
			received.clusters = server.Clusters(node)
			received.endpoints = server.Endpoints(node)
		}
		if node.Type == model.Router {
			received.routes = server.RoutesFromListeners(node, received.listeners)
		}
		answer.Proxies = append(answer.Proxies, summarize(p, received))
	}
	if m.Ambient {
		answer.Ambient = ambientOf(server)
	}
}

// nodeOf is a proxy as istiod knows it from the bootstrap that its agent sends.
func nodeOf(p proxy) *model.Proxy {
	kind := model.SidecarProxy
	switch p.Type {
	case "router":
		kind = model.Router
	case "waypoint":
		kind = model.Waypoint
	}
	return &model.Proxy{
		Type:            kind,
		ID:              p.ID + "." + p.Namespace,
		IPAddresses:     []string{p.IP},
		ConfigNamespace: p.Namespace,
		Labels:          p.Labels,
		Metadata: &model.NodeMetadata{
			Namespace:      p.Namespace,
			Labels:         p.Labels,
			ServiceAccount: p.ServiceAccount,
			IstioVersion:   istioVersion,
			ClusterID:      "Kubernetes",
		},
	}
}
