package main

import (
	"context"
	"net"
	_ "unsafe" // for linkname

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/cache"
	"sigs.k8s.io/kube-network-policies/pkg/networkpolicy"
	policyv1alpha1 "sigs.k8s.io/network-policy-api/apis/v1alpha1"
	policyclient "sigs.k8s.io/network-policy-api/pkg/client/clientset/versioned"
	policyinformers "sigs.k8s.io/network-policy-api/pkg/client/informers/externalversions"
)

// packet is the first packet of a connection, as the reference implementation declares it.
type packet struct {
	id      uint32
	family  corev1.IPFamily
	srcIP   net.IP
	dstIP   net.IP
	proto   corev1.Protocol
	srcPort int
	dstPort int
	payload []byte
}

// evaluatePacket is the engine of the reference implementation, which does not export it.
//
//go:linkname evaluatePacket sigs.k8s.io/kube-network-policies/pkg/networkpolicy.(*Controller).evaluatePacket
func evaluatePacket(controller *networkpolicy.Controller, ctx context.Context, p packet) bool

// reference is kube-network-policies with the policies of one direction: its answer for both directions together would hide one.
type reference struct {
	controller *networkpolicy.Controller
	namespaces cache.Indexer
	nodes      cache.Indexer
	pods       cache.Indexer
	policies   cache.Indexer
	admin      cache.Indexer
	baseline   cache.Indexer
}

func newReference() (*reference, error) {
	// The informers never start: their stores are filled here.
	config := &rest.Config{Host: "http://127.0.0.1:1"}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return nil, err
	}
	policies, err := policyclient.NewForConfig(config)
	if err != nil {
		return nil, err
	}
	core := informers.NewSharedInformerFactory(client, 0)
	extra := policyinformers.NewSharedInformerFactory(policies, 0)
	admin := extra.Policy().V1alpha1().AdminNetworkPolicies()
	baseline := extra.Policy().V1alpha1().BaselineAdminNetworkPolicies()
	controller, err := networkpolicy.NewController(client,
		core.Networking().V1().NetworkPolicies(), core.Core().V1().Namespaces(), core.Core().V1().Pods(), core.Core().V1().Nodes(),
		policies, admin, baseline,
		networkpolicy.Config{AdminNetworkPolicy: true, BaselineAdminNetworkPolicy: true, NodeName: "none"})
	if err != nil {
		return nil, err
	}
	return &reference{
		controller: controller,
		namespaces: core.Core().V1().Namespaces().Informer().GetIndexer(),
		nodes:      core.Core().V1().Nodes().Informer().GetIndexer(),
		pods:       core.Core().V1().Pods().Informer().GetIndexer(),
		policies:   core.Networking().V1().NetworkPolicies().Informer().GetIndexer(),
		admin:      admin.Informer().GetIndexer(),
		baseline:   baseline.Informer().GetIndexer(),
	}, nil
}

func (r *reference) load(cluster request, direction networkingv1.PolicyType) {
	replace(r.namespaces, cluster.Namespaces)
	replace(r.nodes, cluster.Nodes)
	replace(r.pods, cluster.Pods)
	replace(r.policies, ofDirection(cluster.Policies, direction))
	admin := make([]*policyv1alpha1.AdminNetworkPolicy, 0, len(cluster.Admin))
	for _, one := range cluster.Admin {
		one = one.DeepCopy()
		if direction == networkingv1.PolicyTypeIngress {
			one.Spec.Egress = nil
		} else {
			one.Spec.Ingress = nil
		}
		admin = append(admin, one)
	}
	replace(r.admin, admin)
	baseline := make([]*policyv1alpha1.BaselineAdminNetworkPolicy, 0, len(cluster.Baseline))
	for _, one := range cluster.Baseline {
		one = one.DeepCopy()
		if direction == networkingv1.PolicyTypeIngress {
			one.Spec.Egress = nil
		} else {
			one.Spec.Ingress = nil
		}
		baseline = append(baseline, one)
	}
	replace(r.baseline, baseline)
}

// ofDirection keeps the policies that limit one direction, and of these nothing else. The reference implementation lets a policy for one
// direction replace the baseline of the other, which the API does not.
func ofDirection(policies []*networkingv1.NetworkPolicy, direction networkingv1.PolicyType) []*networkingv1.NetworkPolicy {
	result := []*networkingv1.NetworkPolicy{}
	for _, policy := range policies {
		for _, one := range policy.Spec.PolicyTypes {
			if one == direction {
				own := policy.DeepCopy()
				own.Spec.PolicyTypes = []networkingv1.PolicyType{direction}
				result = append(result, own)
				break
			}
		}
	}
	return result
}

func replace[T any](store cache.Indexer, objects []*T) {
	list := make([]interface{}, 0, len(objects))
	for _, object := range objects {
		list = append(list, object)
	}
	if err := store.Replace(list, ""); err != nil {
		panic(err)
	}
}

func (r *reference) allows(from, to string, at port) bool {
	return evaluatePacket(r.controller, context.Background(), packet{
		srcIP: net.ParseIP(from), dstIP: net.ParseIP(to), proto: at.Protocol, srcPort: 50_000, dstPort: at.Port,
	})
}
