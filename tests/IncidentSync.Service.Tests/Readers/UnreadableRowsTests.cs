using IncidentSync.Connectors;
using IncidentSync.Core.Values;
using IncidentSync.Service.Readers;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.Readers;

/// <summary>A row that cannot be read comes with every window, and is told of once.</summary>
public sealed class UnreadableRowsTests
{
    [Fact]
    public void A_row_is_told_once_for_each_connection_and_again_when_something_else_is_wrong()
    {
        var (rows, logs) = (new UnreadableRows(), new LogCapture());
        UnreadableIncident misnamed = new(null, "an incident whose id is not a number") { IsMisnamed = true };
        var (one, other) = (new UnreadableIncident(new IncidentId("7"), "absurd"), new UnreadableIncident(new IncidentId("7"), "merged"));
        foreach (var connection in new[] { "contoso", "contoso", "fabrikam" })
        {
            rows.Tell(logs.CreateLogger("readers"), connection, Portal.Defender, [misnamed, one, one, other]);
        }

        logs.Lines.Count.ShouldBe(6);
    }
}
