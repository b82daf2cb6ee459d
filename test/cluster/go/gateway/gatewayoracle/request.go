package main

import (
	"encoding/json"
	"fmt"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	gwapiv1 "sigs.k8s.io/gateway-api/apis/v1"
	gwapiv1b1 "sigs.k8s.io/gateway-api/apis/v1beta1"

	"github.com/envoyproxy/gateway/internal/gatewayapi/resource"
)

// request contains all objects, as the API server would return them (with its defaults).
type request struct {
	Objects []json.RawMessage `json:"objects"`
}

func (r request) resources() (*resource.Resources, error) {
	found := resource.NewResources()
	for _, raw := range r.Objects {
		var head metav1.TypeMeta
		if err := json.Unmarshal(raw, &head); err != nil {
			return nil, err
		}
		if err := add(found, head.Kind, raw); err != nil {
			return nil, fmt.Errorf("%s: %w", head.Kind, err)
		}
	}
	if found.GatewayClass == nil {
		return nil, fmt.Errorf("no GatewayClass")
	}
	// The order that the controller uses: creation time, then name.
	found.Sort()
	return found, nil
}

func add(found *resource.Resources, kind string, raw json.RawMessage) error {
	switch kind {
	case "GatewayClass":
		found.GatewayClass = &gwapiv1.GatewayClass{}
		return json.Unmarshal(raw, found.GatewayClass)
	case "Gateway":
		return into(raw, &found.Gateways, &gwapiv1.Gateway{})
	case "HTTPRoute":
		return into(raw, &found.HTTPRoutes, &gwapiv1.HTTPRoute{})
	case "GRPCRoute":
		return into(raw, &found.GRPCRoutes, &gwapiv1.GRPCRoute{})
	case "TLSRoute":
		return into(raw, &found.TLSRoutes, &gwapiv1.TLSRoute{})
	case "TCPRoute":
		return into(raw, &found.TCPRoutes, &gwapiv1.TCPRoute{})
	case "ReferenceGrant":
		return into(raw, &found.ReferenceGrants, &gwapiv1b1.ReferenceGrant{})
	case "Namespace":
		return into(raw, &found.Namespaces, &corev1.Namespace{})
	case "Service":
		return into(raw, &found.Services, &corev1.Service{})
	case "Secret":
		secret := &corev1.Secret{}
		if err := into(raw, &found.Secrets, secret); err != nil {
			return err
		}
		// Requests contain no keys: the translator wants a certificate that it can parse.
		secret.Data = certificate()
		return nil
	case "EndpointSlice":
		return into(raw, &found.EndpointSlices, &discoveryv1.EndpointSlice{})
	}
	return fmt.Errorf("kind is not translated")
}

func into[T any](raw json.RawMessage, list *[]*T, object *T) error {
	*list = append(*list, object)
	return json.Unmarshal(raw, object)
}
