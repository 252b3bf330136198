using k8s.Models;

namespace IncidentSync.Deployment.Tests.Chart;

/// <summary>
/// Kubernetes' <c>restricted</c> pod standard (kubernetes.io, "Pod Security Standards"), as the admission controller asks it.
/// </summary>
internal static class Restricted
{
    private static readonly Func<V1PodSpec, string?>[] Rules =
    [
        pod => pod.HostNetwork == true || pod.HostPID == true || pod.HostIPC == true ? "host namespaces" : null,
        pod => pod.Volumes?.Any(IsForbidden) == true ? "a volume of a forbidden kind" : null,
        pod => Any(pod, container => container.Ports?.Any(port => port.HostPort > 0) == true) ? "a host port" : null,
        pod => Any(pod, container => container.SecurityContext?.Privileged == true) ? "privileged" : null,
        pod => Any(pod, container => container.SecurityContext?.AllowPrivilegeEscalation != false) ? "privilege escalation" : null,
        pod => Any(pod, container => container.SecurityContext?.Capabilities?.Drop?.Contains("ALL") != true) ? "capabilities kept" : null,
        pod => Any(pod, container => container.SecurityContext?.Capabilities?.Add?.Count > 0) ? "capabilities added" : null,
        pod => pod.SecurityContext?.RunAsNonRoot != true ? "may run as root" : null,
        pod => pod.SecurityContext?.RunAsUser == 0 || Any(pod, container => container.SecurityContext?.RunAsUser == 0) ? "root" : null,
        pod => pod.SecurityContext?.SeccompProfile?.Type is "RuntimeDefault" or "Localhost" ? null : "no seccomp profile",
    ];

    /// <returns>Why the pod would not be admitted; empty when it is.</returns>
    public static IReadOnlyList<string> Refusals(V1PodSpec pod) => [.. Rules.Select(rule => rule(pod)).OfType<string>()];

    private static bool Any(V1PodSpec pod, Func<V1Container, bool> holds) => pod.Containers.Concat(pod.InitContainers ?? []).Any(holds);

    private static bool IsForbidden(V1Volume volume) => volume is
    {
        ConfigMap: null, Secret: null, Projected: null, EmptyDir: null, DownwardAPI: null, PersistentVolumeClaim: null, Csi: null,
    };
}
