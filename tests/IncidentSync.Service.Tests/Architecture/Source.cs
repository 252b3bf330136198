using System.Runtime.CompilerServices;

namespace IncidentSync.Service.Tests.Architecture;

/// <summary>The source that this test was built from.</summary>
internal static class Source
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", ".."));

    public static string PathOf(string file) => Path.Combine(Root, file);

    public static IEnumerable<string> Lines(string folder) =>
        Directory.EnumerateFiles(PathOf(folder), "*.cs", SearchOption.AllDirectories).SelectMany(File.ReadLines);

    private static string Here([CallerFilePath] string path = "") => path;
}
