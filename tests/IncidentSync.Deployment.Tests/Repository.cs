using System.Runtime.CompilerServices;

namespace IncidentSync.Deployment.Tests;

/// <summary>The repository that this test was built from.</summary>
internal static class Repository
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));

    public static string Chart => PathOf("deploy/helm/incident-sync");

    public static string PathOf(string path) => Path.Combine(Root, path);

    private static string Here([CallerFilePath] string path = "") => path;
}
