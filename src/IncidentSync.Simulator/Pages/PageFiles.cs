using System.Collections.Frozen;
using System.Reflection;

namespace IncidentSync.Simulator.Pages;

/// <summary>HTML, CSS, JavaScript and pictures out of the assembly, so that the pages are there wherever it is started.</summary>
internal sealed class PageFiles
{
    private const string Prefix = "pages/";

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary();

    private readonly FrozenDictionary<string, byte[]> _files = Embedded().ToFrozenDictionary(StringComparer.Ordinal);

    public IResult Answer(string name) =>
        _files.TryGetValue(name, out var bytes) ? Results.Bytes(bytes, Types[Path.GetExtension(name)]) : Results.NotFound();

    private static IEnumerable<KeyValuePair<string, byte[]>> Embedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            yield return KeyValuePair.Create(name[Prefix.Length..], bytes);
        }
    }
}
