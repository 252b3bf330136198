using k8s;
using k8s.Models;

namespace IncidentSync.Deployment.Tests.Chart;

/// <summary>
/// What the chart renders, as Kubernetes' own types: an unknown or doubled field, or a value of a wrong type, is an error.
/// </summary>
internal sealed class Release
{
    private static readonly string[] Monitoring = ["ServiceMonitor", "PrometheusRule"];

    private Release(string text)
    {
        Text = text;
        var documents = text.Split("\n---\n", StringSplitOptions.RemoveEmptyEntries);
        var known = documents.Where(document => !Monitoring.Any(kind => document.Contains($"\nkind: {kind}\n")));
        Objects = [.. KubernetesYaml.LoadAllFromString(string.Join("\n---\n", known), null, strict: true)
            .Cast<IKubernetesObject<V1ObjectMeta>>()];
    }

    public string Text { get; }

    public IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Objects { get; }

    public V1Deployment Deployment => Only<V1Deployment>();

    public V1Job Migration => Only<V1Job>();

    public V1Pod Check => Only<V1Pod>();

    /// <summary>The pods of the service, of the migration and of the test.</summary>
    public IReadOnlyList<V1PodSpec> Pods => [Deployment.Spec.Template.Spec, Migration.Spec.Template.Spec, Check.Spec];

    public V1Container Container => Deployment.Spec.Template.Spec.Containers.ShouldHaveSingleItem();

    public string Configuration => Only<V1ConfigMap>().Data["incidentsync.json"];

    public static async Task<Release> OfAsync(string values, params string[] flags)
    {
        var ended = await Helm.TemplateAsync(values, flags);
        ended.Code.ShouldBe(0, ended.Error);
        return new Release(ended.Output);
    }

    /// <summary>What one of the examples renders.</summary>
    public static async Task<Release> OfExampleAsync(string name, params string[] flags)
    {
        var ended = await Helm.RenderAsync(["-f", Helm.Example(name), .. flags]);
        ended.Code.ShouldBe(0, ended.Error);
        return new Release(ended.Output);
    }

    public T Only<T>() => All<T>().ShouldHaveSingleItem();

    public IReadOnlyList<T> All<T>() => [.. Objects.OfType<T>()];

    public V1NetworkPolicy Policy(string component) => All<V1NetworkPolicy>()
        .Single(policy => policy.Metadata.Labels["app.kubernetes.io/component"] == component);

    /// <summary>The Secret and key behind an environment variable of the service.</summary>
    public string SecretOf(string variable)
    {
        var source = Container.Env.Single(env => env.Name == variable).ValueFrom.SecretKeyRef;
        return $"{source.Name}/{source.Key}";
    }
}
