{{- define "incident-sync.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* 52, so that what is put behind it stays within 63. */}}
{{- define "incident-sync.fullname" -}}
{{- $name := include "incident-sync.name" . -}}
{{- $whole := ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) -}}
{{- default $whole .Values.fullnameOverride | trunc 52 | trimSuffix "-" -}}
{{- end -}}

{{- define "incident-sync.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "incident-sync.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "incident-sync.image" -}}
{{- $image := .Values.image -}}
{{- if $image.digest -}}
{{- printf "%s@%s" $image.repository $image.digest -}}
{{- else -}}
{{- printf "%s:%s" $image.repository (default .Chart.AppVersion $image.tag) -}}
{{- end -}}
{{- end -}}

{{/* What selects, and so must never change: [context, component]. */}}
{{- define "incident-sync.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: {{ include "incident-sync.name" $root }}
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{/* [context, component]. What selects comes last, so that no common label replaces it. */}}
{{- define "incident-sync.labels" -}}
{{- $root := index . 0 -}}
{{- $own := dict
    "helm.sh/chart" (printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_")
    "app.kubernetes.io/version" ($root.Chart.AppVersion | replace "+" "_")
    "app.kubernetes.io/managed-by" $root.Release.Service -}}
{{- toYaml (mergeOverwrite dict $root.Values.commonLabels $own (include "incident-sync.selector" . | fromYaml)) -}}
{{- end -}}

{{/* The address that SIEM clients call, empty when there is none. */}}
{{- define "incident-sync.publicUrl" -}}
{{- dig "Api" "PublicUrl" "" (.Values.siem | default dict) -}}
{{- end -}}

{{/* What the ingress shows, as JSON. The token address has its tenant in front, and so is a regular expression. */}}
{{- define "incident-sync.shown" -}}
{{- $shown := list (dict "path" "/api/v1" "type" "Prefix") -}}
{{- if include "incident-sync.publicUrl" . -}}
{{- $shown = concat $shown (list
    (dict "path" "/api/alerts" "type" "Prefix") (dict "path" "/api/alert" "type" "Prefix")
    (dict "path" "/[^/]+/oauth2/.*" "type" "ImplementationSpecific")) -}}
{{- end -}}
{{- toJson $shown -}}
{{- end -}}
