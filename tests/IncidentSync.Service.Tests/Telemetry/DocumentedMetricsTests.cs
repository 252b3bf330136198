using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Alerts;
using IncidentSync.Service.Readers;
using IncidentSync.Service.Siem;
using IncidentSync.Service.Stream;
using IncidentSync.Service.Telemetry;
using IncidentSync.Simulation;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.Telemetry;

/// <summary>
/// docs/metrics.md tells of every metric and every check, and of no others; docs/reliability.md, what some of them would falsify.
/// </summary>
public sealed partial class DocumentedMetricsTests
{
    private static readonly string Document = File.ReadAllText(Source.PathOf("docs/metrics.md"));

    [Fact]
    public void Every_metric_is_in_the_table_with_its_kind_and_unit() =>
        Row().Matches(Document).Select(row => $"{row.Groups["name"]} {row.Groups["kind"]} {row.Groups["unit"]}").Order()
            .ShouldBe(Published().Order());

    // Of the unit "1" one exporter to Prometheus makes the suffix _ratio and another none; of one in braces none makes any.
    [Fact]
    public void Every_metric_has_the_same_name_whichever_exporter_tells_it() =>
        Published().Select(metric => metric.Split(' ')[2]).Where(unit => unit != "s" && unit[0] != '{').ShouldBeEmpty();

    [Fact]
    public void Every_check_is_in_the_list() => Enum.GetNames<Invariant>().Select(name => $"`{char.ToLowerInvariant(name[0])}{name[1..]}`")
        .Where(name => !Document.Contains($"| {name} |")).ShouldBeEmpty();

    [Fact]
    public void What_would_falsify_an_assumption_is_a_metric()
    {
        var reliability = File.ReadAllText(Source.PathOf("docs/reliability.md"));
        var table = reliability[reliability.IndexOf("## What the metrics would falsify", StringComparison.Ordinal)..];
        var named = First().Matches(table[..table.IndexOf("\n## ", StringComparison.Ordinal)])
            .Select(row => row.Groups["name"].Value).ToList();
        named.Count.ShouldBeGreaterThan(10);
        named.Except(Published().Select(metric => metric.Split(' ')[0])).ShouldBeEmpty();
    }

    private static List<string> Published()
    {
        var world = new SmallWorld();
        var published = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter == world.Instruments.Meter)
            {
                published.Add($"{instrument.Name["incidentsync.".Length..]} {KindOf(instrument)} {instrument.Unit}");
            }
        };
        listener.Start();
        _ = new BacklogGauges(world.Instruments, world.Connections);
        FeedGauges.AddTo(world.Instruments, [new FeedHealth("contoso", Portal.Defender, paused: false)], world.Time);
        _ = new AlertGauges(world.Instruments, [], world.Time);
        _ = new StreamGauges(world.Instruments, []);
        _ = new ClientGauges(world.Instruments, world.Time);
        return published;
    }

    private static string KindOf(Instrument instrument) => instrument switch
    {
        Counter<long> => "counter",
        Histogram<double> => "histogram",
        _ => "gauge",
    };

    [GeneratedRegex(@"^\| `(?<name>[a-z_.]+)` \| (?<kind>counter|histogram|gauge) \| `(?<unit>[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\| `(?<name>[a-z_.]+)`", RegexOptions.Multiline)]
    private static partial Regex First();
}
