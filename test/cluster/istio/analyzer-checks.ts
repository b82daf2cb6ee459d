/** A message of `istioctl analyze`, and the checks that report the same on the same object. */
export interface MessageRow {
  /** Name in Istio's messages.yaml. */
  message: string;
  /** For a message of several analyzers: which. */
  analyzer?: string;
  checks: readonly string[];
}

/** Messages about networking. */
const networking: readonly MessageRow[] = [
  {
    message: 'ReferencedResourceNotFound',
    analyzer: 'gateway.IngressGatewayPortAnalyzer',
    checks: ['gateway-workload-missing'],
  },
  {
    message: 'ReferencedResourceNotFound',
    analyzer: 'gateway.SecretAnalyzer',
    checks: ['gateway-credential-missing', 'gateway-workload-missing'],
  },
  {
    message: 'ReferencedResourceNotFound',
    analyzer: 'sidecar.SelectorAnalyzer',
    checks: ['sidecar-conflicting'],
  },
  {
    message: 'ReferencedResourceNotFound',
    analyzer: 'virtualservice.DestinationHostAnalyzer',
    checks: ['virtual-service-destination-missing'],
  },
  {
    message: 'ReferencedResourceNotFound',
    analyzer: 'virtualservice.DestinationRuleAnalyzer',
    checks: ['virtual-service-subset-missing'],
  },
  {
    message: 'ReferencedResourceNotFound',
    analyzer: 'virtualservice.GatewayAnalyzer',
    checks: ['virtual-service-gateway-missing'],
  },
  {
    message: 'ReferencedResourceNotFound',
    analyzer: 'telemetry.SelectorAnalyzer',
    checks: ['telemetry-ineffective'],
  },
  { message: 'ConflictingTelemetryWorkloadSelectors', checks: ['telemetry-ineffective'] },
  { message: 'MultipleTelemetriesWithoutWorkloadSelectors', checks: ['telemetry-ineffective'] },
  { message: 'InvalidTelemetryProvider', checks: ['telemetry-ineffective'] },
  { message: 'PodMissingProxy', checks: ['workload-proxy-missing'] },
  { message: 'ConflictingMeshGatewayVirtualServiceHosts', checks: ['virtual-service-hosts-conflicting'] },
  { message: 'ConflictingSidecarWorkloadSelectors', checks: ['sidecar-conflicting'] },
  { message: 'MultipleSidecarsWithoutWorkloadSelectors', checks: ['sidecar-conflicting'] },
  { message: 'IneffectivePolicy', checks: ['sidecar-conflicting'] },
  {
    message: 'VirtualServiceDestinationPortSelectorRequired',
    checks: ['virtual-service-destination-missing'],
  },
  { message: 'DeploymentAssociatedToMultipleServices', checks: ['service-ports-conflicting'] },
  { message: 'DeploymentConflictingPorts', checks: ['service-ports-conflicting'] },
  { message: 'PortNameIsNotUnderNamingConvention', checks: ['port-protocol-undeclared'] },
  { message: 'ExternalNameServiceTypeInvalidPortName', checks: ['port-protocol-undeclared'] },
  { message: 'VirtualServiceUnreachableRule', checks: ['virtual-service-rule-unused'] },
  { message: 'VirtualServiceIneffectiveMatch', checks: ['virtual-service-rule-unused'] },
  { message: 'VirtualServiceHostNotFoundInGateway', checks: ['virtual-service-gateway-missing'] },
  { message: 'ReferencedInternalGateway', checks: ['virtual-service-gateway-missing'] },
  { message: 'ServiceEntryAddressesRequired', checks: ['service-entry-addresses-unset'] },
  { message: 'GatewayDuplicateCertificate', checks: ['gateway-certificate-shared'] },
  { message: 'IngressRouteRulesNotAffected', checks: ['virtual-service-subset-ignored'] },
  { message: 'InvalidApplicationUID', checks: ['capture-removable'] },
  { message: 'ConflictingGateways', checks: ['gateway-hosts-conflicting'] },
  { message: 'JwtClaimBasedRoutingWithoutRequestAuthN', checks: ['virtual-service-claims-unverified'] },
  // The content of Secrets is never read.
  { message: 'InvalidGatewayCredential', checks: [] },
  { message: 'GatewayPortNotDefinedOnService', checks: ['gateway-port-unreachable'] },
  { message: 'NegativeConditionStatus', checks: ['configuration-rejected'] },
  { message: 'DestinationRuleSubsetNotSelectPods', checks: ['destination-rule-without-endpoints'] },
  { message: 'UnknownDestinationRuleHost', checks: ['destination-rule-without-endpoints'] },
  { message: 'GatewayAPICRDVersionBelowMinimum', checks: ['gateway-api-outdated'] },
  { message: 'ConflictingServiceEntryProtocol', checks: ['service-entry-conflicting'] },
];

/** Messages about policies, mutual TLS, injection and versions. */
const policies: readonly MessageRow[] = [
  {
    message: 'ReferencedResourceNotFound',
    analyzer: 'auth.AuthorizationPoliciesAnalyzer',
    checks: ['authorization-never-matches'],
  },
  { message: 'NoMatchingWorkloadsFound', checks: ['policy-selects-nothing'] },
  { message: 'NoServerCertificateVerificationDestinationLevel', checks: ['tls-origination-unverified'] },
  { message: 'NoServerCertificateVerificationPortLevel', checks: ['tls-origination-unverified'] },
  { message: 'NamespaceMultipleInjectionLabels', checks: ['injection-labels-conflicting'] },
  { message: 'JwksUriFetchUnrestricted', checks: ['jwks-fetch-unrestricted'] },
];

/** Messages about annotations and EnvoyFilters have no row: they concern neither security nor reachability. */
export const messageRows: readonly MessageRow[] = [...networking, ...policies];

/**
 * Objects on which a check reports a message and Istio does not, on purpose. A container with the name `istio-proxy` satisfies the analyzer:
 * its author is whoever wrote the Pod, so that the check also requires the injector's annotation `sidecar.istio.io/status`. The other case has
 * no Pods, so that a selector of a Telemetry matches none.
 */
export const onPurpose: readonly string[] = [
  'PodMissingProxy: Pod default/injectedpod',
  'MultipleTelemetriesWithoutWorkloadSelectors: Telemetry ns1/has-selector',
];
