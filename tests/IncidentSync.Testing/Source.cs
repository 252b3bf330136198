using System.Runtime.CompilerServices;

namespace IncidentSync.Testing;

/// <summary>The source that the tests were built from.</summary>
internal static class Source
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));

    public static string PathOf(string file) => Path.Combine(Root, file);

    /// <summary>What was written by hand.</summary>
    public static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(PathOf(folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));

    public static IEnumerable<string> Lines(string folder) => Files(folder).SelectMany(File.ReadLines);

    private static string Here([CallerFilePath] string path = "") => path;
}
