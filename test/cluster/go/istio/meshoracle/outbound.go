package main

import (
	"strings"

	cluster "github.com/envoyproxy/go-control-plane/envoy/config/cluster/v3"
	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	endpoint "github.com/envoyproxy/go-control-plane/envoy/config/endpoint/v3"
	tls "github.com/envoyproxy/go-control-plane/envoy/extensions/transport_sockets/tls/v3"
	upstreams "github.com/envoyproxy/go-control-plane/envoy/extensions/upstreams/http/v3"

	"istio.io/istio/pilot/pkg/model"
)

// httpOptions is the key of a cluster's HTTP options.
const httpOptions = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions"

// socketMatch is the key of an endpoint's metadata that selects the transport socket.
const socketMatch = "envoy.transport_socket_match"

func outboundOf(clusters []*cluster.Cluster, assignments []*endpoint.ClusterLoadAssignment) []outboundCluster {
	byName := map[string]*endpoint.ClusterLoadAssignment{}
	for _, a := range assignments {
		byName[a.GetClusterName()] = a
	}
	answers := []outboundCluster{}
	for _, c := range clusters {
		if !strings.HasPrefix(c.GetName(), string(model.TrafficDirectionOutbound)+"|") {
			continue
		}
		_, subset, host, port := model.ParseSubsetKey(c.GetName())
		answer := outboundCluster{Host: string(host), Port: port, Subset: subset, TLS: "DISABLE"}
		if socket := c.GetTransportSocket(); socket != nil {
			answer.describe(socket, "")
		}
		for _, match := range c.GetTransportSocketMatches() {
			// The other match is plain text, for endpoints without a sidecar.
			if upstream(match.GetTransportSocket()) != nil {
				answer.describe(match.GetTransportSocket(), "AUTO")
			}
		}
		answer.AutoSAN = autoSAN(c)
		load := byName[c.GetName()]
		if load == nil {
			load = c.GetLoadAssignment()
		}
		answer.Endpoints = endpointsOf(load)
		answers = append(answers, answer)
	}
	return answers
}

func upstream(socket *core.TransportSocket) *tls.UpstreamTlsContext {
	context := &tls.UpstreamTlsContext{}
	if socket.GetTypedConfig() == nil || socket.GetTypedConfig().UnmarshalTo(context) != nil {
		return nil
	}
	return context
}

func (o *outboundCluster) describe(socket *core.TransportSocket, mode string) {
	context := upstream(socket)
	if context == nil {
		return
	}
	common := context.GetCommonTlsContext()
	o.SNI = context.GetSni()
	o.TLS = "SIMPLE"
	for _, secret := range common.GetTlsCertificateSdsSecretConfigs() {
		o.TLS = "MUTUAL"
		if secret.GetName() == "default" {
			o.TLS = "ISTIO_MUTUAL"
		}
	}
	if len(common.GetTlsCertificates()) > 0 {
		o.TLS = "MUTUAL"
	}
	if mode != "" {
		o.TLS = mode
	}
	validation := common.GetValidationContext()
	if combined := common.GetCombinedValidationContext(); combined != nil {
		validation = combined.GetDefaultValidationContext()
		o.CA = combined.GetValidationContextSdsSecretConfig().GetName()
	}
	if secret := common.GetValidationContextSdsSecretConfig(); secret != nil {
		o.CA = secret.GetName()
	}
	if file := validation.GetTrustedCa().GetFilename(); file != "" {
		o.CA = file
	}
	o.Verified = o.CA != ""
	for _, san := range validation.GetMatchTypedSubjectAltNames() {
		o.SANs = append(o.SANs, san.GetMatcher().GetExact()+san.GetMatcher().GetPrefix())
	}
	//nolint: staticcheck // istiod still sends the field that Envoy deprecated.
	for _, san := range validation.GetMatchSubjectAltNames() {
		o.SANs = append(o.SANs, san.GetExact()+san.GetPrefix())
	}
}

func autoSAN(c *cluster.Cluster) bool {
	options := &upstreams.HttpProtocolOptions{}
	config := c.GetTypedExtensionProtocolOptions()[httpOptions]
	return config != nil && config.UnmarshalTo(options) == nil && options.GetUpstreamHttpProtocolOptions().GetAutoSanValidation()
}

func endpointsOf(load *endpoint.ClusterLoadAssignment) []endpointAnswer {
	answers := []endpointAnswer{}
	for _, locality := range load.GetEndpoints() {
		for _, e := range locality.GetLbEndpoints() {
			address := e.GetEndpoint().GetAddress().GetSocketAddress()
			fields := e.GetMetadata().GetFilterMetadata()[socketMatch].GetFields()
			answers = append(answers, endpointAnswer{
				Address: address.GetAddress(),
				Port:    address.GetPortValue(),
				MTLS:    fields[model.TLSModeLabelShortname].GetStringValue() == model.IstioMutualTLSModeLabel,
			})
		}
	}
	return answers
}
