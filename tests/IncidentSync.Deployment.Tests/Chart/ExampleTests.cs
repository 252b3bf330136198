using System.Formats.Tar;
using System.IO.Compression;
using IncidentSync.Service.Configuration;
using k8s.Models;

namespace IncidentSync.Deployment.Tests.Chart;

/// <summary>Every example can be used as it is, by the oldest and the newest Kubernetes.</summary>
public sealed class ExampleTests
{
    private const string Oldest = "1.29.0";
    private const string Newest = "1.35.0";

    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Path.Combine(Repository.Chart, "examples")).Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_example_renders_for_the_oldest_and_the_newest_Kubernetes(string name)
    {
        var (oldest, newest) = (
            await Release.OfExampleAsync(name, "--kube-version", Oldest), await Release.OfExampleAsync(name, "--kube-version", Newest));
        oldest.Objects.Count.ShouldBeGreaterThan(5);
        newest.Text.ShouldBe(oldest.Text);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Helm_finds_nothing_to_say_of_an_example(string name)
    {
        var ended = await Helm.RunAsync("lint", "--strict", Repository.Chart, "-f", Helm.Example(name));
        ended.Code.ShouldBe(0, ended.Output);
        (ended.Output + ended.Error).ShouldNotContain("WARNING");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_example_with_one_wrong_word_fails_with_that_word(string name)
    {
        var wrong = Helm.FileOf(File.ReadAllText(Helm.Example(name)).Replace("TenantId:", "TennantId:"));
        var ended = await Helm.RunAsync("template", "soc", Repository.Chart, "-f", wrong);
        ended.Code.ShouldNotBe(0);
        ended.Error.ShouldContain("'TennantId' not allowed");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_renders_twice_is_the_same(string name) =>
        (await Helm.RunAsync("template", "soc", Repository.Chart, "--namespace", "soc", "-f", Helm.Example(name))).Output
            .ShouldBe((await Release.OfExampleAsync(name)).Text);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_chart_never_makes_a_Secret_and_names_its_namespace_everywhere(string name)
    {
        var release = await Release.OfExampleAsync(name);
        release.All<V1Secret>().ShouldBeEmpty();
        release.Objects.Select(one => one.Metadata.NamespaceProperty).Distinct().ShouldBe(["soc"]);
    }

    [Fact]
    public async Task An_older_Kubernetes_is_refused()
    {
        var ended = await Helm.TemplateAsync("{}", "--kube-version", "1.28.0");
        ended.Code.ShouldNotBe(0);
        ended.Error.ShouldContain("incompatible with Kubernetes");
    }

    [Fact]
    public async Task The_chart_is_packed_whole_and_can_be_part_of_another()
    {
        var folder = Directory.CreateTempSubdirectory("incidentsync-parent-").FullName;
        var charts = Path.Combine(folder, "charts");
        var packed = await Helm.RunAsync("package", Repository.Chart, "--destination", charts);
        packed.Code.ShouldBe(0, packed.Error);
        (await NamesInAsync(Directory.GetFiles(charts).Single())).ShouldContain("incident-sync/examples/minimal.yaml");
        File.WriteAllText(Path.Combine(folder, "Chart.yaml"), """
            apiVersion: v2
            name: soc
            version: 0.1.0
            dependencies: [{ name: incident-sync, version: 1.x, condition: incident-sync.enabled }]
            """);
        var values = File.ReadAllLines(Helm.Example("minimal")).Select(line => $"  {line}");
        File.WriteAllText(
            Path.Combine(folder, "values.yaml"),
            $"global: {{ region: west }}\nincident-sync:\n  enabled: true\n{string.Join('\n', values)}\n");
        var whole = await Helm.RunAsync("template", "soc", folder);
        whole.Code.ShouldBe(0, whole.Error);
        whole.Output.ShouldContain("kind: Deployment");
        (await Helm.RunAsync("template", "soc", folder, "--set", "incident-sync.enabled=false")).Output.ShouldNotContain("kind:");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_image_is_the_one_of_the_products_version_unless_a_digest_or_a_tag_is_given()
    {
        const string name = "registry.contoso.com/incidentsync";
        var digest = $"sha256:{new string('a', 64)}";
        var version = typeof(ConfigurationFile).Assembly.GetName().Version!.ToString(3);
        (await Release.OfAsync("{}")).Container.Image.ShouldBe($"{name}:{version}");
        (await Release.OfAsync("image: { tag: 9.9.9 }")).Container.Image.ShouldBe($"{name}:9.9.9");
        (await Release.OfAsync($"image: {{ tag: 9.9.9, digest: '{digest}' }}")).Container.Image.ShouldBe($"{name}@{digest}");
    }

    private static async Task<List<string>> NamesInAsync(string archive)
    {
        await using var zipped = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
        await using var reader = new TarReader(zipped);
        var names = new List<string>();
        while (await reader.GetNextEntryAsync() is { } entry)
        {
            names.Add(entry.Name);
        }

        return names;
    }
}
