package main

// mesh is one generated mesh.
type mesh struct {
	ID string `json:"id"`
	// Objects are Kubernetes' and Istio's objects, as YAML documents.
	Objects string `json:"objects"`
	// MeshConfig is the text of the key `mesh` of ConfigMap `istio`; empty means Istio's defaults.
	MeshConfig string `json:"meshConfig"`
	// Ambient adds what ztunnels are told.
	Ambient bool    `json:"ambient"`
	Proxies []proxy `json:"proxies"`
}

// proxy is a proxy about which istiod is asked.
type proxy struct {
	// ID is the name of its pod.
	ID             string            `json:"id"`
	Namespace      string            `json:"namespace"`
	IP             string            `json:"ip"`
	Labels         map[string]string `json:"labels"`
	ServiceAccount string            `json:"serviceAccount"`
	// Type is `sidecar` (default), `router` for gateways, `waypoint`, or `ztunnel` (running istiod only).
	Type string `json:"type"`
	// Ports are the inbound ports to be answered, also those that no Service names; empty means those that have a chain.
	Ports []uint32 `json:"ports"`
	// Outbound adds the clusters of its destinations.
	Outbound bool `json:"outbound"`
	// Raw adds the full rules of the authorization filters.
	Raw bool `json:"raw"`
}

type meshAnswer struct {
	ID string `json:"id"`
	// Error is set when the mesh as a whole could not be judged.
	Error string `json:"error,omitempty"`
	// Refused are the objects that Istio's validating webhook refuses; they are left out, as on a real cluster.
	Refused []refused     `json:"refused,omitempty"`
	Proxies []proxyAnswer `json:"proxies"`
	Ambient *ambient      `json:"ambient,omitempty"`
}

type refused struct {
	Kind      string `json:"kind"`
	Namespace string `json:"namespace,omitempty"`
	Name      string `json:"name"`
	Message   string `json:"message"`
}

type proxyAnswer struct {
	ID    string `json:"id"`
	Error string `json:"error,omitempty"`
	// Inbound is by port; sidecars only.
	Inbound []inboundPort `json:"inbound,omitempty"`
	// Outbound are the clusters of services.
	Outbound []outboundCluster `json:"outbound,omitempty"`
	// Listeners and Routes describe gateways.
	Listeners []gatewayListener `json:"listeners,omitempty"`
	Routes    []routeTable      `json:"routes,omitempty"`
	Ambient   *ambient          `json:"ambient,omitempty"`
}

// inboundPort is what a sidecar accepts on one port of its workload.
type inboundPort struct {
	// Port 0 stands for all ports without chains of their own.
	Port uint32 `json:"port"`
	// Own: the port has chains of its own, because of a Service, a Sidecar or a port-level policy.
	Own bool `json:"own"`
	// Mode is STRICT (every chain demands a client certificate), PERMISSIVE, DISABLE, or SIMPLE (TLS without client certificates).
	Mode string `json:"mode"`
	// HTTP and TCP are the filters of its HTTP and its TCP chains, in their order; absent when it has no such chain.
	HTTP []filter `json:"http,omitempty"`
	TCP  []filter `json:"tcp,omitempty"`
	// Protocols are `http`, `tcp`, or both when the protocol is detected.
	Protocols []string `json:"protocols"`
	// Uneven: chains of the same protocol have different filters.
	Uneven bool `json:"uneven,omitempty"`
}

// filter is one security filter of a chain.
type filter struct {
	// Kind is `rbac`, `ext_authz` or `jwt`.
	Kind string `json:"kind"`
	// Action is ALLOW, DENY, LOG (AUDIT), or CUSTOM.
	Action   string         `json:"action,omitempty"`
	Policies []filterPolicy `json:"policies,omitempty"`
	// DryRun: it is evaluated and not enforced.
	DryRun bool `json:"dryRun,omitempty"`
	// FailOpen: ext_authz allows requests while its server is down.
	FailOpen bool `json:"failOpen,omitempty"`
	// Issuers of the JWT providers.
	Issuers []string `json:"issuers,omitempty"`
	// Raw are the filter's rules, when asked for.
	Raw any `json:"raw,omitempty"`
}

// filterPolicy is one rule of an AuthorizationPolicy.
type filterPolicy struct {
	Namespace string `json:"namespace"`
	Name      string `json:"name"`
	Rule      int    `json:"rule"`
	// Matches is `all`, `nothing`, or `some` requests.
	Matches string `json:"matches"`
}

// outboundCluster is how a proxy connects to one port (and subset) of a host.
type outboundCluster struct {
	Host   string `json:"host"`
	Port   int    `json:"port"`
	Subset string `json:"subset,omitempty"`
	// TLS is DISABLE, AUTO (Istio mutual TLS to endpoints that have it, else plain), ISTIO_MUTUAL, SIMPLE or MUTUAL.
	TLS string `json:"tls"`
	// Verified: the server's certificate is verified against a CA.
	Verified bool     `json:"verified"`
	CA       string   `json:"ca,omitempty"`
	SNI      string   `json:"sni,omitempty"`
	SANs     []string `json:"sans,omitempty"`
	// AutoSAN: the name is verified because the SNI is.
	AutoSAN bool `json:"autoSan,omitempty"`
	// Endpoints with whether istiod knows them as speaking Istio's mutual TLS.
	Endpoints []endpointAnswer `json:"endpoints,omitempty"`
}

type endpointAnswer struct {
	Address string `json:"address"`
	Port    uint32 `json:"port"`
	MTLS    bool   `json:"mtls"`
}

type gatewayListener struct {
	Name    string         `json:"name"`
	Address string         `json:"address"`
	Port    uint32         `json:"port"`
	Chains  []gatewayChain `json:"chains"`
}

type gatewayChain struct {
	Name        string   `json:"name,omitempty"`
	ServerNames []string `json:"serverNames,omitempty"`
	// TLS is NONE, SIMPLE or MUTUAL (client certificates demanded).
	TLS        string   `json:"tls"`
	MinVersion string   `json:"minVersion,omitempty"`
	Secrets    []string `json:"secrets,omitempty"`
	// Routes is the name of its route table, for HTTP.
	Routes   string   `json:"routes,omitempty"`
	Clusters []string `json:"clusters,omitempty"`
	Filters  []filter `json:"filters,omitempty"`
}

type routeTable struct {
	Name  string        `json:"name"`
	Hosts []virtualHost `json:"hosts"`
}

type virtualHost struct {
	Domains []string `json:"domains"`
	// RequireTLS: plain requests are redirected.
	RequireTLS bool     `json:"requireTls,omitempty"`
	Clusters   []string `json:"clusters,omitempty"`
}

// ambient is what a ztunnel is told.
type ambient struct {
	Workloads      []any `json:"workloads"`
	Services       []any `json:"services,omitempty"`
	Authorizations []any `json:"authorizations"`
}
