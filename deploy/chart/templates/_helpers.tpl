{{- define "archmap.name" -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- end }}

{{- define "archmap.namespace" -}}
{{- .Values.namespace.name | default .Release.Namespace -}}
{{- end }}

{{- define "archmap.labels" -}}
app.kubernetes.io/name: archmap
app.kubernetes.io/part-of: kubectl-archmap
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "archmap.selector" -}}
app.kubernetes.io/name: archmap
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "archmap.image" -}}
{{ .repository }}{{ if .digest }}@{{ .digest }}{{ else }}:{{ .tag }}{{ end }}
{{- end }}

{{- define "archmap.hardened" -}}
terminationMessagePolicy: FallbackToLogsOnError
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end }}

{{- define "archmap.container" -}}
name: archmap
image: {{ include "archmap.image" (merge (dict "tag" (.Values.image.tag | default .Chart.AppVersion)) .Values.image) }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
args:
  - check
  {{- with .Values.failOn }}
  - --fail-on={{ . }}
  {{- end }}
  - --output=table
  {{- $extension := dict "prometheus" "prom" "markdown" "md" "junit" "xml" "cyclonedx" "cdx.json" "gitlab" "gitlab.json" "openreports" "openreports.yaml" "policyreport" "policyreport.yaml" }}
  {{- range .Values.formats }}
  - --output={{ . }}=/results/archmap.{{ get $extension . | default . }}
  {{- end }}
  {{- if .Values.reports.enabled }}
  - --output={{ .Values.reports.format }}=/results/archmap.reports.yaml
  {{- end }}
  {{- range .Values.extraArgs }}
  - {{ . | quote }}
  {{- end }}
workingDir: /etc/archmap
{{- if .Values.clusterName }}
env:
  - { name: KUBECONFIG, value: /etc/archmap/kubeconfig }
{{- end }}
resources:
  {{- toYaml .Values.resources | nindent 2 }}
{{ include "archmap.hardened" . }}
volumeMounts:
  - { name: results, mountPath: /results }
  - { name: config, mountPath: /etc/archmap, readOnly: true }
{{- end }}

{{- define "archmap.kubectl" -}}
image: {{ include "archmap.image" .Values.reports.image }}
imagePullPolicy: {{ .Values.reports.image.pullPolicy }}
command: [/bin/kubectl]
env:
  - name: RUN
    valueFrom: { fieldRef: { fieldPath: metadata.uid } }
resources:
  requests: { cpu: 50m, memory: 64Mi }
  limits: { cpu: '1', memory: 256Mi }
{{ include "archmap.hardened" . }}
volumeMounts:
  - { name: results, mountPath: /results, readOnly: true }
{{- end }}

{{- define "archmap.reportsGroup" -}}
{{- if eq .Values.reports.format "openreports" }}openreports.io{{ else }}wgpolicyk8s.io{{ end -}}
{{- end }}

{{- define "archmap.reportsResources" -}}
{{- if eq .Values.reports.format "openreports" }}clusterreports,reports{{ else }}clusterpolicyreports,policyreports{{ end -}}
{{- end }}
