{{/* What the service's pods and the test's pod have in common: the same configuration, Secrets and files. */}}

{{- define "incident-sync.env" -}}
- name: ASPNETCORE_URLS
  value: {{ ternary "https" "http" (not (empty .Values.tls.existingSecret)) }}://+:8080
{{ if .Values.tls.existingSecret -}}
- name: Kestrel__Certificates__Default__Path
  value: /etc/incidentsync/tls/tls.crt
- name: Kestrel__Certificates__Default__KeyPath
  value: /etc/incidentsync/tls/tls.key
{{ end -}}
- name: DOTNET_EnableDiagnostics
  value: {{ ternary "1" "0" .Values.diagnostics.enabled | quote }}
{{ include "incident-sync.trustEnv" . -}}
{{ include "incident-sync.secretEnv"
    (list "IncidentSync__Store__ConnectionString" .Values.database.existingSecret .Values.database.key) -}}
{{ if and (not .Values.migration.enabled) .Values.migration.existingSecret -}}
{{ include "incident-sync.secretEnv"
    (list "IncidentSync__Store__MigrationConnectionString" .Values.migration.existingSecret .Values.migration.key) -}}
{{ end -}}
{{ if eq .Values.bus.transport "RabbitMq" -}}
{{ with .Values.bus.rabbitmq -}}
{{ include "incident-sync.secretEnv" (list "IncidentSync__Bus__RabbitMq__Username" .existingSecret .usernameKey) -}}
{{ include "incident-sync.secretEnv" (list "IncidentSync__Bus__RabbitMq__Password" .existingSecret .passwordKey) -}}
{{ end -}}
{{ end -}}
{{ with .Values.marker -}}
{{ if .existingSecret -}}
{{ include "incident-sync.secretEnv" (list "IncidentSync__Marker__Key" .existingSecret .key) -}}
{{ end -}}
{{ $older := .keys -}}
{{ range $index, $keyId := keys $older | sortAlpha -}}
{{ $secret := get $older $keyId -}}
{{ include "incident-sync.secretEnv"
    (list (printf "IncidentSync__Marker__Keys__%d__Key" $index) $secret.existingSecret $secret.key) -}}
{{ end -}}
{{ end -}}
{{ include "incident-sync.credentialEnv" . -}}
{{ include "incident-sync.metricsEnv" . -}}
{{ with .Values.extraEnv -}}
{{ toYaml . }}
{{ end -}}
{{- end -}}

{{/* A connection has the place in the list that its name has among the names; the file has the same order. */}}
{{- define "incident-sync.credentialEnv" -}}
{{- range $index, $connection := (include "incident-sync.connections" . | fromJson).all -}}
{{- range $portal := list "Defender" "Sentinel" -}}
{{- with get (get $connection $portal) "Credential" -}}
{{- $at := printf "IncidentSync__Connections__%d__%s__Credential__" $index $portal -}}
{{- if eq (default "" .Kind) "ClientSecret" -}}
{{ include "incident-sync.secretEnv" (list (print $at "ClientSecret") .existingSecret .key) -}}
{{- else if and (eq (default "" .Kind) "ClientCertificate") .existingSecret .passwordKey -}}
{{ include "incident-sync.secretEnv" (list (print $at "Password") .existingSecret .passwordKey) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "incident-sync.metricsEnv" -}}
{{- $scraped := .Values.metrics.prometheus -}}
{{- with .Values.metrics.otlp -}}
{{- if $scraped.enabled -}}
- name: OTEL_METRICS_EXPORTER
  value: {{ ternary "otlp,prometheus" "prometheus" (not (empty .endpoint)) }}
- name: OTEL_EXPORTER_PROMETHEUS_HOST
  value: "+"
- name: OTEL_EXPORTER_PROMETHEUS_PORT
  value: {{ int $scraped.port | quote }}
{{ end -}}
{{- if .endpoint -}}
- name: OTEL_EXPORTER_OTLP_ENDPOINT
  value: {{ .endpoint | quote }}
- name: OTEL_EXPORTER_OTLP_PROTOCOL
  value: {{ .protocol }}
{{ if .existingSecret -}}
{{ include "incident-sync.secretEnv" (list "OTEL_EXPORTER_OTLP_HEADERS" .existingSecret .headersKey) -}}
{{ end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* 288 is 0440: the group, which fsGroup makes ours, may read. */}}
{{- define "incident-sync.volumes" -}}
- name: config
  configMap:
    name: {{ include "incident-sync.fullname" . }}
{{ include "incident-sync.trustVolume" . -}}
{{ range (include "incident-sync.certificates" . | fromJson).all -}}
- name: {{ printf "credential-%s" (sha256sum . | trunc 8) }}
  secret:
    secretName: {{ . | quote }}
    defaultMode: 288
{{ end -}}
{{ if include "incident-sync.projectsToken" . -}}
- name: entra-token
  projected:
    defaultMode: 288
    sources:
      - serviceAccountToken:
          path: azure-identity-token
          audience: {{ .Values.workloadIdentity.audience | quote }}
          expirationSeconds: {{ int .Values.workloadIdentity.expirationSeconds }}
{{ end -}}
{{ if .Values.marker.protection.existingSecret -}}
- name: protection
  secret:
    secretName: {{ .Values.marker.protection.existingSecret | quote }}
    defaultMode: 288
{{ end -}}
{{ if .Values.tls.existingSecret -}}
- name: tls
  secret:
    secretName: {{ .Values.tls.existingSecret | quote }}
    defaultMode: 288
{{ end -}}
{{ if .Values.diagnostics.enabled -}}
- name: tmp
  emptyDir: {}
{{ end -}}
{{ with .Values.extraVolumes -}}
{{ toYaml . }}
{{ end -}}
{{- end -}}

{{- define "incident-sync.mounts" -}}
- name: config
  mountPath: /etc/incidentsync/config
  readOnly: true
{{ include "incident-sync.trustMount" . -}}
{{ range (include "incident-sync.certificates" . | fromJson).all -}}
- name: {{ printf "credential-%s" (sha256sum . | trunc 8) }}
  mountPath: /etc/incidentsync/credentials/{{ . }}
  readOnly: true
{{ end -}}
{{ if include "incident-sync.projectsToken" . -}}
- name: entra-token
  mountPath: /var/run/secrets/azure/tokens
  readOnly: true
{{ end -}}
{{ if .Values.marker.protection.existingSecret -}}
- name: protection
  mountPath: /etc/incidentsync/protection
  readOnly: true
{{ end -}}
{{ if .Values.tls.existingSecret -}}
- name: tls
  mountPath: /etc/incidentsync/tls
  readOnly: true
{{ end -}}
{{ if .Values.diagnostics.enabled -}}
- name: tmp
  mountPath: /tmp
{{ end -}}
{{ with .Values.extraVolumeMounts -}}
{{ toYaml . }}
{{ end -}}
{{- end -}}
