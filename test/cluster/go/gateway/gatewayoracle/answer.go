package main

import (
	"fmt"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	gwapiv1 "sigs.k8s.io/gateway-api/apis/v1"

	"github.com/envoyproxy/gateway/internal/gatewayapi"
	"github.com/envoyproxy/gateway/internal/ir"
)

// answer is what the controller would write into statuses, and what its proxies would forward.
type answer struct {
	Listeners []listener `json:"listeners"`
	Parents   []parent   `json:"parents"`
	Forwards  []forward  `json:"forwards"`
}

// listener is the status of one listener of a Gateway.
type listener struct {
	Gateway    string            `json:"gateway"`
	Name       string            `json:"name"`
	Attached   int32             `json:"attached"`
	Conditions map[string]string `json:"conditions"`
}

// parent is the status of a route under one of its parents.
type parent struct {
	// "HTTPRoute shop/web".
	Route      string            `json:"route"`
	Gateway    string            `json:"gateway"`
	Section    string            `json:"section"`
	Port       int32             `json:"port"`
	Conditions map[string]string `json:"conditions"`
}

// forward is one rule of a route in the configuration of a listener.
type forward struct {
	// "namespace/gateway/listener".
	Listener string `json:"listener"`
	// As the translator names it: "httproute/shop/web/rule/0/...".
	Route     string   `json:"route"`
	Hosts     []string `json:"hosts"`
	TLS       bool     `json:"tls"`
	Endpoints []string `json:"endpoints"`
}

func answerOf(result *gatewayapi.TranslateResult) *answer {
	found := &answer{Listeners: []listener{}, Parents: []parent{}, Forwards: []forward{}}
	for _, gateway := range result.Gateways {
		for _, status := range gateway.Status.Listeners {
			found.Listeners = append(found.Listeners, listener{
				Gateway:    gateway.Namespace + "/" + gateway.Name,
				Name:       string(status.Name),
				Attached:   status.AttachedRoutes,
				Conditions: conditionsOf(status.Conditions),
			})
		}
	}
	for _, route := range result.HTTPRoutes {
		found.addParents("HTTPRoute", route.ObjectMeta, route.Status.Parents)
	}
	for _, route := range result.GRPCRoutes {
		found.addParents("GRPCRoute", route.ObjectMeta, route.Status.Parents)
	}
	for _, route := range result.TLSRoutes {
		found.addParents("TLSRoute", route.ObjectMeta, route.Status.Parents)
	}
	for _, route := range result.TCPRoutes {
		found.addParents("TCPRoute", route.ObjectMeta, route.Status.Parents)
	}
	for _, xds := range result.XdsIR {
		found.addForwards(xds)
	}
	return found
}

func (a *answer) addParents(kind string, meta metav1.ObjectMeta, parents []gwapiv1.RouteParentStatus) {
	for _, status := range parents {
		ref := status.ParentRef
		found := parent{
			Route:      fmt.Sprintf("%s %s/%s", kind, meta.Namespace, meta.Name),
			Gateway:    meta.Namespace + "/" + string(ref.Name),
			Conditions: conditionsOf(status.Conditions),
		}
		if ref.Namespace != nil {
			found.Gateway = string(*ref.Namespace) + "/" + string(ref.Name)
		}
		if ref.SectionName != nil {
			found.Section = string(*ref.SectionName)
		}
		if ref.Port != nil {
			found.Port = int32(*ref.Port)
		}
		a.Parents = append(a.Parents, found)
	}
}

func (a *answer) addForwards(xds *ir.Xds) {
	for _, one := range xds.HTTP {
		for _, route := range one.Routes {
			a.Forwards = append(a.Forwards, forward{
				Listener:  one.Name,
				Route:     route.Name,
				Hosts:     []string{route.Hostname},
				TLS:       one.TLS != nil,
				Endpoints: endpointsOf(route.Destination),
			})
		}
	}
	for _, one := range xds.TCP {
		for _, route := range one.Routes {
			found := forward{
				Listener: one.Name, Route: route.Name, Hosts: []string{},
				TLS: one.TLS != nil || route.TLS != nil, Endpoints: endpointsOf(route.Destination),
			}
			if route.TLS != nil && route.TLS.TLSInspectorConfig != nil {
				found.Hosts = append(found.Hosts, route.TLS.TLSInspectorConfig.SNIs...)
			}
			a.Forwards = append(a.Forwards, found)
		}
	}
}

func endpointsOf(destination *ir.RouteDestination) []string {
	found := []string{}
	if destination == nil {
		return found
	}
	for _, setting := range destination.Settings {
		for _, endpoint := range setting.Endpoints {
			found = append(found, fmt.Sprintf("%s:%d", endpoint.Host, endpoint.Port))
		}
	}
	return found
}

// conditionsOf is type to status and reason: "True Accepted".
func conditionsOf(conditions []metav1.Condition) map[string]string {
	found := map[string]string{}
	for _, one := range conditions {
		found[one.Type] = strings.TrimSpace(string(one.Status) + " " + one.Reason)
	}
	return found
}
