package main

import (
	"encoding/json"
	"regexp"
	"sort"
	"strconv"

	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	rbac "github.com/envoyproxy/go-control-plane/envoy/config/rbac/v3"
	httpauthz "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/ext_authz/v3"
	jwt "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/jwt_authn/v3"
	httprbac "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/rbac/v3"
	tcpauthz "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/ext_authz/v3"
	hcm "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/http_connection_manager/v3"
	tcprbac "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/rbac/v3"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/anypb"
)

// filtersOf are the security filters of a chain in their order, and whether the chain is HTTP. The network filters
// before the HTTP connection manager are the first.
func filtersOf(chain *listener.FilterChain, raw bool) ([]filter, bool) {
	filters, isHTTP := []filter{}, false
	for _, network := range chain.GetFilters() {
		config := network.GetTypedConfig()
		manager := &hcm.HttpConnectionManager{}
		if config.MessageIs(manager) && config.UnmarshalTo(manager) == nil {
			isHTTP = true
			for _, f := range manager.GetHttpFilters() {
				filters = append(filters, securityFilters(f.GetTypedConfig(), raw)...)
			}
			continue
		}
		filters = append(filters, securityFilters(config, raw)...)
	}
	return filters, isHTTP
}

func securityFilters(config *anypb.Any, raw bool) []filter {
	message, err := config.UnmarshalNew()
	if err != nil {
		return nil
	}
	switch f := message.(type) {
	case *httprbac.RBAC:
		return rbacFilters(f.GetRules(), f.GetShadowRules(), f.GetShadowRulesStatPrefix(), raw)
	case *tcprbac.RBAC:
		return rbacFilters(f.GetRules(), f.GetShadowRules(), f.GetShadowRulesStatPrefix(), raw)
	case *httpauthz.ExtAuthz:
		return []filter{{Kind: "ext_authz", Action: "CUSTOM", FailOpen: f.GetFailureModeAllow(), Raw: rawOf(f, raw)}}
	case *tcpauthz.ExtAuthz:
		return []filter{{Kind: "ext_authz", Action: "CUSTOM", FailOpen: f.GetFailureModeAllow(), Raw: rawOf(f, raw)}}
	case *jwt.JwtAuthentication:
		issuers := []string{}
		for _, provider := range f.GetProviders() {
			issuers = append(issuers, provider.GetIssuer())
		}
		sort.Strings(issuers)
		return []filter{{Kind: "jwt", Issuers: issuers, Raw: rawOf(f, raw)}}
	}
	return nil
}

// rbacFilters splits an RBAC filter into its enforced and its other rules. The shadow rules of a CUSTOM action decide
// which requests the ext_authz filter behind them judges.
func rbacFilters(rules, shadow *rbac.RBAC, prefix string, raw bool) []filter {
	filters := []filter{}
	if rules != nil {
		filters = append(filters, rbacFilter(rules, raw))
	}
	if shadow != nil {
		f := rbacFilter(shadow, raw)
		if prefix == "istio_ext_authz_" {
			f.Action = "CUSTOM"
		} else {
			f.DryRun = true
		}
		filters = append(filters, f)
	}
	return filters
}

var ruleName = regexp.MustCompile(`ns\[(.*)\]-policy\[(.*)\]-rule\[(\d+)\]$`)

func rbacFilter(rules *rbac.RBAC, raw bool) filter {
	f := filter{Kind: "rbac", Action: rules.GetAction().String(), Policies: []filterPolicy{}, Raw: rawOf(rules, raw)}
	for name, policy := range rules.GetPolicies() {
		p := filterPolicy{Name: name, Matches: matches(policy)}
		if parts := ruleName.FindStringSubmatch(name); parts != nil {
			rule, _ := strconv.Atoi(parts[3])
			p.Namespace, p.Name, p.Rule = parts[1], parts[2], rule
		}
		f.Policies = append(f.Policies, p)
	}
	sort.Slice(f.Policies, func(i, j int) bool {
		a, b := f.Policies[i], f.Policies[j]
		if a.Namespace != b.Namespace {
			return a.Namespace < b.Namespace
		}
		if a.Name != b.Name {
			return a.Name < b.Name
		}
		return a.Rule < b.Rule
	})
	return f
}

// matches says whether a rule matches all requests or none. Envoy requires one of the permissions and one of the
// principals to match.
func matches(policy *rbac.Policy) string {
	permission, principal := "nothing", "nothing"
	for _, p := range policy.GetPermissions() {
		permission = most(permission, permissionMatches(p))
	}
	for _, p := range policy.GetPrincipals() {
		principal = most(principal, principalMatches(p))
	}
	return least(permission, principal)
}

func permissionMatches(p *rbac.Permission) string {
	switch rule := p.GetRule().(type) {
	case *rbac.Permission_Any:
		return all(rule.Any)
	case *rbac.Permission_NotRule:
		return opposite(permissionMatches(rule.NotRule))
	case *rbac.Permission_AndRules:
		found := "all"
		for _, each := range rule.AndRules.GetRules() {
			found = least(found, permissionMatches(each))
		}
		return found
	case *rbac.Permission_OrRules:
		found := "nothing"
		for _, each := range rule.OrRules.GetRules() {
			found = most(found, permissionMatches(each))
		}
		return found
	}
	return "some"
}

func principalMatches(p *rbac.Principal) string {
	switch id := p.GetIdentifier().(type) {
	case *rbac.Principal_Any:
		return all(id.Any)
	case *rbac.Principal_NotId:
		return opposite(principalMatches(id.NotId))
	case *rbac.Principal_AndIds:
		found := "all"
		for _, each := range id.AndIds.GetIds() {
			found = least(found, principalMatches(each))
		}
		return found
	case *rbac.Principal_OrIds:
		found := "nothing"
		for _, each := range id.OrIds.GetIds() {
			found = most(found, principalMatches(each))
		}
		return found
	}
	return "some"
}

var order = map[string]int{"nothing": 0, "some": 1, "all": 2}

func most(a, b string) string {
	if order[a] > order[b] {
		return a
	}
	return b
}

func least(a, b string) string {
	if order[a] < order[b] {
		return a
	}
	return b
}

func opposite(a string) string {
	switch a {
	case "all":
		return "nothing"
	case "nothing":
		return "all"
	}
	return a
}

func all(any bool) string {
	if any {
		return "all"
	}
	return "some"
}

func rawOf(message proto.Message, wanted bool) any {
	if !wanted {
		return nil
	}
	return asJSON(message)
}

func asJSON(message proto.Message) any {
	text, err := protojson.Marshal(message)
	if err != nil {
		return err.Error()
	}
	return json.RawMessage(text)
}
