using System.Text.RegularExpressions;
using IncidentSync.Connectors.Ingestion;

namespace IncidentSync.Deployment.Tests;

/// <summary>docs/kubernetes.md and the chart's page say what is there.</summary>
public sealed partial class PageTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs/kubernetes.md"));

    [Fact]
    public void The_two_roles_are_those_of_the_operations_page() =>
        Sql(Page).ShouldBe(Sql(File.ReadAllText(Repository.PathOf("docs/operations.md"))));

    [Theory]
    [InlineData("docs/kubernetes.md")]
    [InlineData("deploy/helm/incident-sync/README.md")]
    public void Every_link_leads_to_a_file_that_is_there(string page) => Link().Matches(File.ReadAllText(Repository.PathOf(page)))
        .Select(link => Path.Combine(Path.GetDirectoryName(Repository.PathOf(page))!, link.Groups[1].Value))
        .Where(file => !File.Exists(file)).ShouldBeEmpty();

    [Fact]
    public void Every_example_is_on_the_charts_page()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Chart, "README.md"));
        Directory.GetFiles(Path.Combine(Repository.Chart, "examples")).Select(Path.GetFileName)
            .Where(name => !page.Contains($"| `{name}` |")).ShouldBeEmpty();
    }

    // A firewall is opened by these names; the service itself holds an endpoint against them.
    [Theory]
    [InlineData("Global", "ingest.monitor.azure.com")]
    [InlineData("UsGov", "ingest.monitor.azure.us")]
    public void The_page_names_where_a_stream_goes(string cloud, string domain)
    {
        IngestionOptions.IsForeign(cloud, $"https://a.{domain}").ShouldBeFalse();
        Page.ShouldContain($"`*.{domain}`");
    }

    private static List<string> Sql(string page) => [.. page.Split('\n').Select(line => line.Trim())
        .Where(line => SqlLine().IsMatch(line))];

    [GeneratedRegex(@"\]\(([^)#:]+)(#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex("^(create (role|database)|grant usage on schema|alter default privileges) .*;$")]
    private static partial Regex SqlLine();
}
