package main

import (
	"reflect"
	"sort"

	cluster "github.com/envoyproxy/go-control-plane/envoy/config/cluster/v3"
	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	endpoint "github.com/envoyproxy/go-control-plane/envoy/config/endpoint/v3"
	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	route "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"
	tls "github.com/envoyproxy/go-control-plane/envoy/extensions/transport_sockets/tls/v3"

	"istio.io/istio/pilot/pkg/model"
)

// received is what istiod sends to one proxy.
type received struct {
	listeners []*listener.Listener
	clusters  []*cluster.Cluster
	endpoints []*endpoint.ClusterLoadAssignment
	routes    []*route.RouteConfiguration
}

func summarize(p proxy, r received) proxyAnswer {
	answer := proxyAnswer{ID: p.ID}
	if p.Type == "" || p.Type == "sidecar" {
		answer.Inbound = inboundOf(p, r.listeners)
	} else {
		answer.Listeners = gatewayListeners(p, r.listeners)
		answer.Routes = routeTables(r.routes)
	}
	if p.Outbound {
		answer.Outbound = outboundOf(r.clusters, r.endpoints)
	}
	return answer
}

// inboundOf reads the listener to which iptables sends the traffic of all ports. Chains without a port are for all
// ports that no other chain names.
func inboundOf(p proxy, listeners []*listener.Listener) []inboundPort {
	chains := map[uint32][]*listener.FilterChain{}
	for _, l := range listeners {
		if l.Name != model.VirtualInboundListenerName {
			continue
		}
		for _, chain := range l.FilterChains {
			// Traffic that is sent to the proxy's own port is dropped.
			if chain.Name == model.VirtualInboundBlackholeFilterChainName {
				continue
			}
			port := chain.GetFilterChainMatch().GetDestinationPort().GetValue()
			chains[port] = append(chains[port], chain)
		}
	}
	ports := p.Ports
	if len(ports) == 0 {
		for port := range chains {
			if port != 0 {
				ports = append(ports, port)
			}
		}
		sort.Slice(ports, func(i, j int) bool { return ports[i] < ports[j] })
	}
	answers := []inboundPort{}
	for _, port := range append([]uint32{0}, ports...) {
		own, ok := chains[port]
		if !ok {
			own = chains[0]
		}
		answers = append(answers, inboundAt(port, ok && port != 0, own, p.Raw))
	}
	return answers
}

func inboundAt(port uint32, own bool, chains []*listener.FilterChain, raw bool) inboundPort {
	answer := inboundPort{Port: port, Own: own, Mode: "NONE", Protocols: []string{}}
	modes := map[string]bool{}
	for _, chain := range chains {
		modes[chainTLS(chain)] = true
		filters, isHTTP := filtersOf(chain, raw)
		mine, protocol := &answer.TCP, "tcp"
		if isHTTP {
			mine, protocol = &answer.HTTP, "http"
		}
		if *mine == nil {
			*mine = filters
			answer.Protocols = append(answer.Protocols, protocol)
		} else if !reflect.DeepEqual(*mine, filters) {
			answer.Uneven = true
		}
	}
	sort.Strings(answer.Protocols)
	switch {
	case len(modes) == 0:
	case len(modes) > 1:
		answer.Mode = "PERMISSIVE"
	case modes["MUTUAL"]:
		answer.Mode = "STRICT"
	case modes["SIMPLE"]:
		answer.Mode = "SIMPLE"
	default:
		answer.Mode = "DISABLE"
	}
	return answer
}

// chainTLS is what a chain demands of a client: NONE, SIMPLE or MUTUAL. A chain without a transport socket that matches
// TLS forwards TLS of the application; the proxy itself demands nothing.
func chainTLS(chain *listener.FilterChain) string {
	context := downstream(chain.GetTransportSocket())
	switch {
	case context == nil:
		return "NONE"
	case context.GetRequireClientCertificate().GetValue():
		return "MUTUAL"
	default:
		return "SIMPLE"
	}
}

func downstream(socket *core.TransportSocket) *tls.DownstreamTlsContext {
	context := &tls.DownstreamTlsContext{}
	if socket.GetTypedConfig() == nil || socket.GetTypedConfig().UnmarshalTo(context) != nil {
		return nil
	}
	return context
}
