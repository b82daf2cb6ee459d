/** Interfaces that show the cluster, its load or its traffic. */
import type { WebInterface } from './web-interface.ts';

export const monitoringInterfaces: readonly WebInterface[] = [
  {
    name: 'Grafana',
    images: [
      'grafana/grafana',
      'grafana/grafana-oss',
      'grafana/grafana-enterprise',
      'bitnami/grafana',
      'bitnamilegacy/grafana',
      'chainguard/grafana',
      'dhi.io/grafana',
      'openshift4/grafana',
      'openshift/grafana',
    ],
    severity: 'medium',
    ports: [3000],
    beside: [9094],
    gives: 'read access to dashboards',
  },
  {
    name: 'Prometheus',
    images: [
      'prometheus/prometheus',
      'prom/prometheus',
      'bitnami/prometheus',
      'bitnamilegacy/prometheus',
      'chainguard/prometheus',
      'dhi.io/prometheus',
      'openshift4/prometheus',
      'openshift/prometheus',
    ],
    severity: 'medium',
    ports: [9090],
    listens: /^web\.listen-address$/,
    gives: 'read access to targets and labels without authentication',
  },
  {
    name: 'Alertmanager',
    images: [
      'prometheus/alertmanager',
      'prom/alertmanager',
      'bitnami/alertmanager',
      'dhi.io/alertmanager',
      'openshift4/prometheus-alertmanager',
      'openshift/prometheus-alertmanager',
    ],
    severity: 'medium',
    ports: [9093],
    beside: [9094],
    listens: /^web\.listen-address$/,
    gives: 'silencing of alerts without authentication',
  },
  {
    name: 'Kiali',
    images: ['kiali/kiali', 'openshift-service-mesh/kiali'],
    severity: 'medium',
    ports: [20001],
    beside: [9090],
    gives: 'management access to the mesh',
    // https://kiali.io/docs/configuration/authentication: the default of Istio's sample.
    loginOff: {
      description: 'authentication is disabled',
      severity: 'high',
      opened: {
        description: 'authentication is disabled',
        by: [{ name: 'kiali', key: 'config.yaml', value: /^ {2}strategy: "anonymous"$/m }],
      },
    },
  },
  {
    name: 'Jaeger',
    images: [
      'jaegertracing/all-in-one',
      'jaegertracing/jaeger-query',
      'jaegertracing/jaeger',
      'rhosdt/jaeger-all-in-one',
      'rhosdt/jaeger-query',
      'distributed-tracing/jaeger-all-in-one',
      'distributed-tracing/jaeger-query',
    ],
    severity: 'medium',
    ports: [16686],
    // OTLP, Jaeger's own and Zipkin's collectors, agents, sampling, metrics.
    beside: [4317, 4318, 14250, 14268, 9411, 6831, 6832, 5775, 5778, 14269, 8888],
    gives: 'read access to traces with request data, without authentication',
  },
  {
    name: 'Hubble',
    images: ['cilium/hubble-ui'],
    severity: 'medium',
    ports: [8081],
    gives: 'read access to network flows without authentication',
  },
  {
    name: 'kube-ops-view',
    images: ['hjacobs/kube-ops-view'],
    severity: 'medium',
    ports: [8080],
    gives: 'read access to nodes and Pods without authentication',
  },
];
