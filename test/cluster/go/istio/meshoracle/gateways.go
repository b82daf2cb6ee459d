package main

import (
	"sort"

	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	route "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"
	hcm "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/http_connection_manager/v3"
	tcpproxy "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/tcp_proxy/v3"
)

// gatewayListeners are the listeners of a gateway or waypoint with the TLS that they end.
func gatewayListeners(p proxy, listeners []*listener.Listener) []gatewayListener {
	answers := []gatewayListener{}
	for _, l := range listeners {
		address := l.GetAddress().GetSocketAddress()
		answer := gatewayListener{Name: l.GetName(), Address: address.GetAddress(), Port: address.GetPortValue(), Chains: []gatewayChain{}}
		for _, chain := range l.GetFilterChains() {
			answer.Chains = append(answer.Chains, gatewayChainOf(p, chain))
		}
		if chain := l.GetDefaultFilterChain(); chain != nil {
			answer.Chains = append(answer.Chains, gatewayChainOf(p, chain))
		}
		answers = append(answers, answer)
	}
	return answers
}

func gatewayChainOf(p proxy, chain *listener.FilterChain) gatewayChain {
	answer := gatewayChain{Name: chain.GetName(), ServerNames: chain.GetFilterChainMatch().GetServerNames(), TLS: chainTLS(chain)}
	if context := downstream(chain.GetTransportSocket()); context != nil {
		common := context.GetCommonTlsContext()
		answer.MinVersion = common.GetTlsParams().GetTlsMinimumProtocolVersion().String()
		for _, secret := range common.GetTlsCertificateSdsSecretConfigs() {
			answer.Secrets = append(answer.Secrets, secret.GetName())
		}
	}
	answer.Filters, _ = filtersOf(chain, p.Raw)
	for _, f := range chain.GetFilters() {
		manager, tcp := &hcm.HttpConnectionManager{}, &tcpproxy.TcpProxy{}
		switch config := f.GetTypedConfig(); {
		case config.MessageIs(manager) && config.UnmarshalTo(manager) == nil:
			answer.Routes = manager.GetRds().GetRouteConfigName()
			for _, host := range manager.GetRouteConfig().GetVirtualHosts() {
				answer.Clusters = append(answer.Clusters, hostOf(host).Clusters...)
			}
		case config.MessageIs(tcp) && config.UnmarshalTo(tcp) == nil:
			if tcp.GetCluster() != "" {
				answer.Clusters = append(answer.Clusters, tcp.GetCluster())
			}
			for _, weighted := range tcp.GetWeightedClusters().GetClusters() {
				answer.Clusters = append(answer.Clusters, weighted.GetName())
			}
		}
	}
	return answer
}

func routeTables(tables []*route.RouteConfiguration) []routeTable {
	answers := []routeTable{}
	for _, table := range tables {
		answer := routeTable{Name: table.GetName(), Hosts: []virtualHost{}}
		for _, host := range table.GetVirtualHosts() {
			answer.Hosts = append(answer.Hosts, hostOf(host))
		}
		answers = append(answers, answer)
	}
	sort.Slice(answers, func(i, j int) bool { return answers[i].Name < answers[j].Name })
	return answers
}

func hostOf(host *route.VirtualHost) virtualHost {
	answer := virtualHost{Domains: host.GetDomains(), RequireTLS: host.GetRequireTls() != route.VirtualHost_NONE}
	seen := map[string]bool{}
	add := func(name string) {
		if name != "" && !seen[name] {
			seen[name] = true
			answer.Clusters = append(answer.Clusters, name)
		}
	}
	for _, r := range host.GetRoutes() {
		add(r.GetRoute().GetCluster())
		for _, weighted := range r.GetRoute().GetWeightedClusters().GetClusters() {
			add(weighted.GetName())
		}
	}
	return answer
}
