using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace IncidentSync.Deployment.Tests.Chart;

/// <summary>The real helm: of the path, else the one that ./dev has fetched.</summary>
internal static class Helm
{
    private static readonly string Program = Machine.Find("helm") ?? Repository.PathOf(".tools/helm");

    // Helm writes nothing to a home of ours.
    private static readonly Dictionary<string, string> Home = new()
    {
        ["HELM_CACHE_HOME"] = Path.Combine(Path.GetTempPath(), "incidentsync-helm"),
        ["HELM_CONFIG_HOME"] = Path.Combine(Path.GetTempPath(), "incidentsync-helm"),
        ["HELM_DATA_HOME"] = Path.Combine(Path.GetTempPath(), "incidentsync-helm"),
        ["KUBECONFIG"] = "/nowhere",
    };

    private static readonly ConcurrentDictionary<string, Lazy<Task<Ended>>> Rendered = new();
    private static readonly string Values = Directory.CreateTempSubdirectory("incidentsync-values-").FullName;

    static Helm() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Values, recursive: true);

    public static Task<Ended> RunAsync(params string[] arguments)
    {
        File.Exists(Program).ShouldBeTrue("There is no helm: install it, or let ./dev chart fetch it.");
        return Machine.RunAsync(Program, arguments, Home);
    }

    /// <summary>What <c>helm template</c> says of the minimal example with these values above it.</summary>
    public static Task<Ended> TemplateAsync(string values, params string[] flags) =>
        RenderAsync(["-f", Example("minimal"), "-f", FileOf(values), .. flags]);

    /// <summary>The same of the minimal example without the lines that begin with this.</summary>
    public static Task<Ended> TemplateWithoutAsync(string setting, params string[] flags)
    {
        var lines = File.ReadAllLines(Example("minimal")).Where(line => !line.TrimStart().StartsWith(setting, StringComparison.Ordinal));
        return RenderAsync(["-f", FileOf(string.Join('\n', lines)), .. flags]);
    }

    /// <summary>What <c>helm template</c> says of these values, said once.</summary>
    public static Task<Ended> RenderAsync(params string[] flags) => Rendered.GetOrAdd(
        string.Join('\n', flags),
        _ => new(() => RunAsync(["template", "soc", Repository.Chart, "--namespace", "soc", .. flags]))).Value;

    public static string Example(string name) => Path.Combine(Repository.Chart, "examples", $"{name}.yaml");

    /// <summary>A file with these values.</summary>
    public static string FileOf(string values)
    {
        var name = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(values)))[..16];
        var file = Path.Combine(Values, $"{name}.yaml");
        if (!File.Exists(file))
        {
            var unfinished = $"{file}.{Guid.NewGuid():N}";
            File.WriteAllText(unfinished, values);
            File.Move(unfinished, file, overwrite: true);
        }

        return file;
    }
}
