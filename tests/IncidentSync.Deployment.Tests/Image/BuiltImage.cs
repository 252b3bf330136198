using System.Text.Json.Nodes;

namespace IncidentSync.Deployment.Tests.Image;

/// <summary>The image, built of the Dockerfile on stand-ins for its base images (deploy/image/build), once for all tests.</summary>
public sealed class BuiltImage : IAsyncLifetime
{
    private static readonly string[] Programs = ["buildah", "bwrap", "setpriv"];

    /// <summary>Where it was unpacked. A user who is not root has to pass through.</summary>
    internal string Folder { get; } = Path.Combine(Path.GetTempPath(), $"incidentsync-image-{Environment.ProcessId}");

    internal string Root => Path.Combine(Folder, "root");

    internal JsonNode Configuration { get; private set; } = new JsonObject();

    public async ValueTask InitializeAsync()
    {
        if (Missing() is not null)
        {
            return;
        }

        var built = await Machine.RunAsync("bash", [Repository.PathOf("deploy/image/build"), Folder]);
        built.Code.ShouldBe(0, built.Output + built.Error);
        Configuration = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "image.json")))!["OCIv1"]!["config"]!;
    }

    public ValueTask DisposeAsync()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Skips a test, and says why, where no image can be built.</summary>
    internal void MustBeThere() => Assert.SkipWhen(Missing() is not null, Missing() ?? "");

    private static string? Missing() =>
        !Environment.IsPrivilegedProcess ? "An image is built as root only."
        : Programs.FirstOrDefault(program => Machine.Find(program) is null) is { } absent
            ? $"There is no {absent}; ./dev image installs it."
        : null;
}
