package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/apimachinery/pkg/util/yaml"

	"istio.io/istio/pilot/pkg/config/kube/crd"
	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/kube"
)

// istioVersion is the version that proxies report.
const istioVersion = "1.31.0"

// parsed are the objects of a mesh by the store that istiod reads them from.
type parsed struct {
	kubernetes []runtime.Object
	istio      []config.Config
	refused    []refused
}

// parse splits YAML documents. Ambient's parts read some of Istio's objects from the API instead of the store.
func parse(text string, ambient bool) (parsed, error) {
	var all parsed
	reader := yaml.NewYAMLOrJSONDecoder(strings.NewReader(text), 1<<20)
	for {
		object := unstructured.Unstructured{}
		if err := reader.Decode(&object.Object); err == io.EOF {
			return all, nil
		} else if err != nil {
			return all, fmt.Errorf("objects: %w", err)
		}
		if len(object.Object) == 0 {
			continue
		}
		raw, err := object.MarshalJSON()
		if err != nil {
			return all, fmt.Errorf("objects: %w", err)
		}
		isIstio := strings.HasSuffix(object.GroupVersionKind().Group, ".istio.io")
		if isIstio {
			configs, unknown, err := crd.ParseInputs(string(raw))
			if err == nil && len(unknown) > 0 {
				err = fmt.Errorf("no such kind in %s", object.GetAPIVersion())
			}
			if err != nil {
				all.refused = append(all.refused, refused{object.GetKind(), object.GetNamespace(), object.GetName(), err.Error()})
				continue
			}
			for _, c := range configs {
				c.CreationTimestamp = object.GetCreationTimestamp().Time
				// Short names of hosts are completed with it.
				c.Domain = "cluster.local"
				all.istio = append(all.istio, c)
			}
		}
		if isIstio && !ambient {
			continue
		}
		typed, _, err := kube.IstioCodec.UniversalDeserializer().Decode(bytes.TrimSpace(raw), nil, nil)
		if err != nil {
			return all, fmt.Errorf("%s %s/%s: %w", object.GetKind(), object.GetNamespace(), object.GetName(), err)
		}
		if service, ok := typed.(*core.Service); ok {
			setDefaults(service)
		}
		all.kubernetes = append(all.kubernetes, typed)
	}
}

// setDefaults adds what the API server adds and istiod relies on.
func setDefaults(service *core.Service) {
	for i := range service.Spec.Ports {
		port := &service.Spec.Ports[i]
		if port.Protocol == "" {
			port.Protocol = core.ProtocolTCP
		}
		if port.TargetPort == (intstr.IntOrString{}) {
			port.TargetPort = intstr.FromInt32(port.Port)
		}
	}
}
