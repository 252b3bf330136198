using System.Net;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Tests.Admin;

/// <summary>An operator decides a conflict, on a service of its own.</summary>
public class ResolveTests(AdminService service) : IClassFixture<AdminService>
{
    private static readonly string Owner = $"{Seed.HeldLink}:owner";

    [Theory]
    [InlineData("defender")]
    [InlineData("Sentinel")]
    public async Task A_decision_is_stored_with_the_values_it_is_about_and_the_link_is_planned_again(string winner)
    {
        await service.Database.ExecuteAsync($"update link set done_seq = dirty_seq where id = '{Seed.HeldLink}'");
        var version = (await ConflictAsync())["version"]!.GetValue<string>();
        var answer = await service.Client.ResolveAsync(service.Tokens.Operate, Owner, winner, version);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        (await service.AskAsync(
            $"""
            select winner || ' ' || (defender like '%alice%') || ' ' || (audit is not null) from resolution
            where link_id = '{Seed.HeldLink}'
            """))
            .ShouldBe($"{Enum.Parse<Portal>(winner, ignoreCase: true)} true true");
        (await service.AskAsync($"select dirty_seq > done_seq from link where id = '{Seed.HeldLink}'")).ShouldBe("True");
    }

    [Fact]
    public async Task A_decision_about_values_that_have_changed_since_is_409()
    {
        var answer = await service.Client.ResolveAsync(service.Tokens.Operate, Owner, "defender", "0123456789abcdef");
        answer.Status.ShouldBe(HttpStatusCode.Conflict);
        answer.Detail.ShouldBe("One of the values has changed since the conflict was read; read it again.");
    }

    [Fact]
    public async Task A_value_that_cannot_be_written_is_409_and_nothing_is_stored()
    {
        var answer = await service.Client.ResolveAsync(service.Tokens.Operate, $"{Seed.HeldLink}:title", "defender");
        answer.Status.ShouldBe(HttpStatusCode.Conflict);
        (await service.AskAsync($"select count(*) from resolution where link_id = '{Seed.HeldLink}' and field = 'title'")).ShouldBe("0");
    }

    [Theory]
    [InlineData("severity", "defender")]
    [InlineData("incident", "defender")]
    [InlineData("nothing", "defender")]
    public async Task What_is_not_held_is_404(string field, string winner)
    {
        var answer = await service.Client.ResolveAsync(service.Tokens.Operate, $"{Seed.HeldLink}:{field}", winner);
        answer.Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_conflict_of_another_services_connection_is_404()
    {
        var answer = await service.Client.ResolveAsync(service.Tokens.Operate, $"{Seed.StrangersLink}:owner", "defender");
        answer.Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("1")]
    [InlineData("")]
    public async Task Only_a_portal_can_win(string winner) =>
        (await service.Client.ResolveAsync(service.Tokens.Operate, Owner, winner)).Detail.ShouldContain("must be defender or sentinel");

    [Theory]
    [InlineData("owner")]
    [InlineData("not-a-guid:owner")]
    public async Task An_id_that_is_none_is_400(string id) =>
        (await service.Client.ResolveAsync(service.Tokens.Operate, id, "defender")).Status.ShouldBe(HttpStatusCode.BadRequest);

    private async Task<System.Text.Json.Nodes.JsonNode> ConflictAsync() =>
        (await service.Client.GetAsync("/api/v1/conflicts?connection=quiet", service.Tokens.Read)).Items
            .Single(conflict => conflict["id"]!.GetValue<string>() == Owner);
}
