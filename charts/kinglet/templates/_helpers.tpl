{{- define "kinglet.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "kinglet.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else if contains (include "kinglet.name" .) .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "kinglet.name" .) | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "kinglet.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "kinglet.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "kinglet.clusterRoleName" -}}
{{- default (include "kinglet.fullname" .) .Values.clusterRole.nameOverride -}}
{{- end -}}

{{/* What never changes in the life of a release. */}}
{{- define "kinglet.selectorLabels" -}}
app.kubernetes.io/name: {{ include "kinglet.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "kinglet.labels" -}}
{{ include "kinglet.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.customLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "kinglet.corefile" -}}
{{- if .Values.corefile -}}
{{ .Values.corefile }}
{{- else -}}
.:{{ .Values.dnsPort }} {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes {{ .Values.clusterDomain }} in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    {{- with .Values.explain }}
    {{- if .enabled }}
    kinglet explain {
       dns {{ $.Release.Namespace }}/{{ $.Values.service.name }}
       {{- with .enforcer }}
       enforcer {{ . }}
       {{- end }}
       {{- if .reasons }}
       reasons
       {{- end }}
    }
    {{- end }}
    {{- end }}
    prometheus :9153
    forward . /etc/resolv.conf {
       max_concurrent 1000
    }
    cache 30 {
       disable success {{ .Values.clusterDomain }}
       disable denial {{ .Values.clusterDomain }}
    }
    loop
    reload
    loadbalance
}
{{- end -}}
{{- end -}}
