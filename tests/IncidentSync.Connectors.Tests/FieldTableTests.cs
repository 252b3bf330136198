using IncidentSync.Connectors.Defender;
using IncidentSync.Connectors.Sentinel;
using IncidentSync.Core.Fields;

namespace IncidentSync.Connectors.Tests;

/// <summary>Each portal has one table of fields. One without an entry would be read as unseen for ever, and nobody would say so.</summary>
public sealed class FieldTableTests
{
    [Fact]
    public void Every_field_stands_in_Defenders_table() =>
        DefenderFields.All.Keys.Select(field => field.Name).ShouldBe(AllFields.All.Select(field => field.Name), ignoreOrder: true);

    [Fact]
    public void Every_field_stands_in_Sentinels_table() =>
        SentinelFields.All.Keys.Select(field => field.Name).ShouldBe(AllFields.All.Select(field => field.Name), ignoreOrder: true);
}
