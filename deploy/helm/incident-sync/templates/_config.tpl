{{/* The schema refuses these too, and with more words; but a schema's checks can be skipped. */}}
{{- define "incident-sync.validate" -}}
{{- if not .Values.image.repository -}}
{{- fail "image.repository is missing: say where the image is, such as registry.contoso.com/incidentsync" -}}
{{- end -}}
{{- if not .Values.database.existingSecret -}}
{{- fail "database.existingSecret is missing: name the Secret with the connection string of the database" -}}
{{- end -}}
{{- if not .Values.connections -}}
{{- fail "connections is empty: a connection is one Defender tenant and one Sentinel workspace" -}}
{{- end -}}
{{- if hasKey .Values.connectionDefaults "Mode" -}}
{{- fail "connectionDefaults.Mode is not allowed: say in each connection whether it writes (Observe, Sync or Paused)" -}}
{{- end -}}
{{- if and (gt (int .Values.replicaCount) 1) (ne .Values.bus.transport "RabbitMq") -}}
{{- fail (printf "replicaCount is %d and bus.transport is %s: several replicas meet at a broker; set bus.transport to RabbitMq"
    (int .Values.replicaCount) .Values.bus.transport) -}}
{{- end -}}
{{- $names := dict -}}
{{- range $name, $connection := .Values.connections -}}
{{- if hasKey $names (lower $name) -}}
{{- fail (printf "connections.%s is there twice: names are unique, ignoring case" $name) -}}
{{- end -}}
{{- $_ := set $names (lower $name) true -}}
{{- if not $connection.Mode -}}
{{- fail (printf "connections.%s.Mode is missing: say whether it writes; Observe does not, Sync does" $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* [base, over] as JSON: maps are merged, anything else is replaced, a false, a zero and an empty text too. */}}
{{- define "incident-sync.merge" -}}
{{- $merged := deepCopy (index . 0) -}}
{{- range $key, $value := index . 1 -}}
{{- if and (kindIs "map" $value) (kindIs "map" (get $merged $key)) -}}
{{- $value = include "incident-sync.merge" (list (get $merged $key) $value) | fromJson -}}
{{- end -}}
{{- $_ := set $merged $key $value -}}
{{- end -}}
{{- toJson $merged -}}
{{- end -}}

{{/* The connections as they are written in values, in the order of their names, each with its defaults below it. JSON: { all: [...] } */}}
{{- define "incident-sync.connections" -}}
{{- include "incident-sync.validate" . -}}
{{- $all := list -}}
{{- range $name := keys .Values.connections | sortAlpha -}}
{{- $whole := include "incident-sync.merge" (list $.Values.connectionDefaults (get $.Values.connections $name)) | fromJson -}}
{{- range $portal, $needed := dict
    "Defender" (list "TenantId") "Sentinel" (list "TenantId" "SubscriptionId" "ResourceGroup" "Workspace") -}}
{{- $settings := get $whole $portal | default dict -}}
{{- $credential := get $settings "Credential" | default dict -}}
{{- $signsIn := ternary list (list "ClientId") (has $credential.Kind (list "ManagedIdentity" "Default")) -}}
{{- range concat $needed $signsIn -}}
{{- if not (get $settings .) -}}
{{- fail (printf "connections.%s.%s.%s is missing: set it there, or in connectionDefaults.%s" $name $portal . $portal) -}}
{{- end -}}
{{- end -}}
{{- $isSecret := and $credential.existingSecret $credential.key -}}
{{- if and (eq (default "" $credential.Kind) "ClientSecret") (not $isSecret) -}}
{{- fail (printf "connections.%s.%s.Credential: name the Secret with the client secret (existingSecret) and its key in it (key)"
    $name $portal) -}}
{{- end -}}
{{- if and (eq (default "" $credential.Kind) "ClientCertificate") (not $isSecret) (not $credential.CertificatePath) -}}
{{- fail (printf "connections.%s.%s.Credential: name the Secret with the certificate (existingSecret) and its key in it (key)"
    $name $portal) -}}
{{- end -}}
{{- if and (not $.Values.workloadIdentity.enabled) (not $credential.Kind) -}}
{{- fail (printf "connections.%s.%s.Credential is missing: workloadIdentity.enabled is false; name a credential, or enable it"
    $name $portal) -}}
{{- end -}}
{{- end -}}
{{- $all = append $all (set $whole "Name" $name) -}}
{{- end -}}
{{- toJson (dict "all" $all) -}}
{{- end -}}

{{/* A Credential of values as the service has it. Where its Secret goes to is in _pod.tpl. */}}
{{- define "incident-sync.credential" -}}
{{- $given := . -}}
{{- $kind := default "WorkloadIdentity" $given.Kind -}}
{{- $own := dict "Kind" $kind -}}
{{- if eq $kind "WorkloadIdentity" -}}
{{- $_ := set $own "TokenFilePath" (default "/var/run/secrets/azure/tokens/azure-identity-token" $given.TokenFilePath) -}}
{{- else if eq $kind "ClientCertificate" -}}
{{- $path := $given.CertificatePath -}}
{{- if $given.existingSecret -}}
{{- $path = printf "/etc/incidentsync/credentials/%s/%s" $given.existingSecret $given.key -}}
{{- end -}}
{{- $_ := set $own "CertificatePath" $path -}}
{{- else if and (eq $kind "ManagedIdentity") $given.ClientId -}}
{{- $_ := set $own "ClientId" $given.ClientId -}}
{{- end -}}
{{- toJson $own -}}
{{- end -}}

{{/* The file that the service reads. It holds no secret. */}}
{{- define "incident-sync.config" -}}
{{- $connections := list -}}
{{- range (include "incident-sync.connections" . | fromJson).all -}}
{{- $connection := . -}}
{{- range $portal := list "Defender" "Sentinel" -}}
{{- $settings := get $connection $portal -}}
{{- $_ := set $settings "Credential" (include "incident-sync.credential" (get $settings "Credential" | default dict) | fromJson) -}}
{{- end -}}
{{- $connections = append $connections $connection -}}
{{- end -}}
{{- $bus := dict "Transport" .Values.bus.transport -}}
{{- if eq .Values.bus.transport "RabbitMq" -}}
{{- with .Values.bus.rabbitmq -}}
{{- $_ := set $bus "RabbitMq" (dict "Host" .host "Port" .port "UseTls" .useTls "VirtualHost" .virtualHost) -}}
{{- end -}}
{{- end -}}
{{- $admin := dict
    "Authority" .Values.admin.authority "Audience" .Values.admin.audience "AllowedTenants" .Values.admin.allowedTenants
    "Grants" .Values.admin.grants "KnownProxies" .Values.admin.knownProxies -}}
{{- $marker := dict "KeyId" .Values.marker.keyId -}}
{{- with keys .Values.marker.keys | sortAlpha -}}
{{- $older := list -}}
{{- range . -}}
{{- $older = append $older (dict "KeyId" .) -}}
{{- end -}}
{{- $_ := set $marker "Keys" $older -}}
{{- end -}}
{{- with .Values.marker.protection -}}
{{- if .existingSecret -}}
{{- $_ := set $marker "Protection" (printf "/etc/incidentsync/protection/%s" .key) -}}
{{- end -}}
{{- end -}}
{{- $own := dict "Bus" $bus "Admin" $admin "Security" (dict "Strict" .Values.security.strict) "Marker" $marker
    "Quota" .Values.quota "Connections" $connections "Siem" .Values.siem -}}
{{- toPrettyJson (dict "IncidentSync" $own) -}}
{{- end -}}
