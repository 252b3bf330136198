{{/* What every pod has, whatever it does. Its ServiceAccount is said by whoever uses this, for the migration has none. */}}
{{- define "incident-sync.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  {{- toYaml .Values.podSecurityContext | nindent 2 }}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* And every container. */}}
{{- define "incident-sync.container" -}}
image: {{ include "incident-sync.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  {{- toYaml .Values.securityContext | nindent 2 }}
{{- with .Values.resources }}
resources:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* An environment variable of a Secret: [name, secret, key]. */}}
{{- define "incident-sync.secretEnv" -}}
- name: {{ index . 0 }}
  valueFrom:
    secretKeyRef:
      name: {{ index . 1 | quote }}
      key: {{ index . 2 | quote }}
{{ end -}}

{{/* The environment of every pod: private authorities are added to the public ones, which SSL_CERT_FILE would replace. */}}
{{- define "incident-sync.trustEnv" -}}
{{- if or .Values.trust.existingConfigMap .Values.trust.existingSecret -}}
- name: SSL_CERT_DIR
  value: /etc/ssl/certs:/etc/incidentsync/trust
{{ end -}}
{{- end -}}

{{- define "incident-sync.trustVolume" -}}
{{- if or .Values.trust.existingConfigMap .Values.trust.existingSecret -}}
- name: trust
  projected:
    sources:
      {{- with .Values.trust.existingConfigMap }}
      - configMap: { name: {{ . | quote }} }
      {{- end }}
      {{- with .Values.trust.existingSecret }}
      - secret: { name: {{ . | quote }} }
      {{- end }}
{{ end -}}
{{- end -}}

{{- define "incident-sync.trustMount" -}}
{{- if or .Values.trust.existingConfigMap .Values.trust.existingSecret -}}
- name: trust
  mountPath: /etc/incidentsync/trust
  readOnly: true
{{ end -}}
{{- end -}}

{{/* Names of the Secrets with certificates that connections sign in with, each once. JSON: { all: [...] } */}}
{{- define "incident-sync.certificates" -}}
{{- $secrets := list -}}
{{- range (include "incident-sync.connections" . | fromJson).all -}}
{{- range $settings := list .Defender .Sentinel -}}
{{- with get $settings "Credential" -}}
{{- if and (eq (default "" .Kind) "ClientCertificate") .existingSecret -}}
{{- $secrets = append $secrets .existingSecret -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- toJson (dict "all" (uniq $secrets | sortAlpha)) -}}
{{- end -}}

{{/* Whether a pod carries a token for Entra that we project: some connection signs in with one, and no webhook does it. */}}
{{- define "incident-sync.projectsToken" -}}
{{- if and .Values.workloadIdentity.enabled (not .Values.workloadIdentity.webhook) -}}
{{- range (include "incident-sync.connections" . | fromJson).all -}}
{{- range $settings := list .Defender .Sentinel -}}
{{- $credential := get $settings "Credential" | default dict -}}
{{- if and (eq (default "WorkloadIdentity" $credential.Kind) "WorkloadIdentity") (not $credential.TokenFilePath) -}}
yes
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
