package main

import (
	"context"
	"fmt"
	"time"

	cluster "github.com/envoyproxy/go-control-plane/envoy/config/cluster/v3"
	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	endpoint "github.com/envoyproxy/go-control-plane/envoy/config/endpoint/v3"
	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	route "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"
	discovery "github.com/envoyproxy/go-control-plane/envoy/service/discovery/v3"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/anypb"

	"istio.io/istio/pilot/pkg/model"
	v3 "istio.io/istio/pilot/pkg/xds/v3"
	"istio.io/istio/pilot/test/xdstest"
	"istio.io/istio/pkg/workloadapi"
	"istio.io/istio/pkg/workloadapi/security"
)

// ask opens a running istiod's plain xDS port as the given proxy.
func ask(address string, p proxy) any {
	answer, err := connect(address, p)
	if err != nil {
		return proxyAnswer{ID: p.ID, Error: err.Error()}
	}
	return answer
}

func connect(address string, p proxy) (proxyAnswer, error) {
	connection, err := grpc.NewClient(address,
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(1<<29)))
	if err != nil {
		return proxyAnswer{}, err
	}
	defer connection.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	client := discovery.NewAggregatedDiscoveryServiceClient(connection)
	if p.Type == "ztunnel" {
		return asZtunnel(ctx, client, p)
	}
	return asEnvoy(ctx, client, p)
}

func envoyNode(p proxy, kind model.NodeType) *core.Node {
	node := nodeOf(p)
	return &core.Node{
		Id:       fmt.Sprintf("%s~%s~%s~%s.svc.cluster.local", kind, p.IP, node.ID, p.Namespace),
		Metadata: node.Metadata.ToStruct(),
	}
}

// asEnvoy asks in the order in which Envoy does: what is found in one answer is named in the next question.
func asEnvoy(ctx context.Context, client discovery.AggregatedDiscoveryServiceClient, p proxy) (proxyAnswer, error) {
	stream, err := client.StreamAggregatedResources(ctx)
	if err != nil {
		return proxyAnswer{}, err
	}
	first := &discovery.DiscoveryRequest{Node: envoyNode(p, nodeOf(p).Type)}
	request := func(kind string, names []string) ([]*anypb.Any, error) {
		first.TypeUrl, first.ResourceNames = kind, names
		if err := stream.Send(first); err != nil {
			return nil, err
		}
		for {
			response, err := stream.Recv()
			if err != nil {
				return nil, fmt.Errorf("%s: %w", v3.GetShortType(kind), err)
			}
			// A push of a kind that was asked before may come first.
			if response.GetTypeUrl() == kind {
				return response.GetResources(), nil
			}
		}
	}
	var r received
	if p.Outbound {
		if r.clusters, err = fetch[cluster.Cluster](request, v3.ClusterType, nil); err != nil {
			return proxyAnswer{}, err
		}
		if names := xdstest.ExtractEdsClusterNames(r.clusters); len(names) > 0 {
			if r.endpoints, err = fetch[endpoint.ClusterLoadAssignment](request, v3.EndpointType, names); err != nil {
				return proxyAnswer{}, err
			}
		}
	}
	if r.listeners, err = fetch[listener.Listener](request, v3.ListenerType, nil); err != nil {
		return proxyAnswer{}, err
	}
	if names := xdstest.ExtractRoutesFromListeners(r.listeners); p.Type == "router" && len(names) > 0 {
		if r.routes, err = fetch[route.RouteConfiguration](request, v3.RouteType, names); err != nil {
			return proxyAnswer{}, err
		}
	}
	return summarize(p, r), nil
}

func fetch[T any, P interface {
	*T
	proto.Message
}](request func(string, []string) ([]*anypb.Any, error), kind string, names []string) ([]*T, error) {
	resources, err := request(kind, names)
	if err != nil {
		return nil, err
	}
	messages := make([]*T, 0, len(resources))
	for _, resource := range resources {
		message := new(T)
		if err := resource.UnmarshalTo(P(message)); err != nil {
			return nil, err
		}
		messages = append(messages, message)
	}
	return messages, nil
}

// asZtunnel asks for all workloads, services and authorizations, in the incremental form of the protocol that
// ztunnels use.
func asZtunnel(ctx context.Context, client discovery.AggregatedDiscoveryServiceClient, p proxy) (proxyAnswer, error) {
	stream, err := client.DeltaAggregatedResources(ctx)
	if err != nil {
		return proxyAnswer{}, err
	}
	answer := &ambient{Workloads: []any{}, Services: []any{}, Authorizations: []any{}}
	for _, kind := range []string{v3.AddressType, v3.WorkloadAuthorizationType} {
		err := stream.Send(&discovery.DeltaDiscoveryRequest{
			Node: envoyNode(p, model.Ztunnel), TypeUrl: kind, ResourceNamesSubscribe: []string{"*"},
		})
		if err != nil {
			return proxyAnswer{}, err
		}
		response, err := stream.Recv()
		for err == nil && response.GetTypeUrl() != kind {
			response, err = stream.Recv()
		}
		if err != nil {
			return proxyAnswer{}, fmt.Errorf("%s: %w", v3.GetShortType(kind), err)
		}
		for _, resource := range response.GetResources() {
			if err := answer.add(resource.GetResource()); err != nil {
				return proxyAnswer{}, err
			}
		}
	}
	return proxyAnswer{ID: p.ID, Ambient: answer}, nil
}

func (a *ambient) add(resource *anypb.Any) error {
	message, err := resource.UnmarshalNew()
	if err != nil {
		return err
	}
	switch m := message.(type) {
	case *workloadapi.Address:
		if workload := m.GetWorkload(); workload != nil {
			a.Workloads = append(a.Workloads, asJSON(workload))
		}
		if service := m.GetService(); service != nil {
			a.Services = append(a.Services, asJSON(service))
		}
	case *security.Authorization:
		a.Authorizations = append(a.Authorizations, asJSON(m))
	}
	return nil
}
