using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.State;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;

namespace IncidentSync.Service.Tests.State;

/// <summary>The real store keeps the contract, and leaves alone what a newer version wrote.</summary>
public sealed class PostgresSyncStoreTests(MigratedDatabase migrated) : SyncStoreContract, IClassFixture<MigratedDatabase>
{
    private readonly TestDatabase _database = migrated.Database;

    [Fact]
    public async Task An_intent_of_a_kind_that_this_version_does_not_know_is_left_alone()
    {
        var claim = await ClaimNewAsync();
        await _database.ExecuteAsync("insert into intent select id, 1, 'Sentinel', 'hologram', false, '{}' from link");
        var note = new Intent.Comment(Portal.Sentinel, "note", "", [], Sent: false);
        (await CommitAsync(claim, link => link with { Intents = [note] })).Intents
            .Select(intent => intent with { Key = "" }).ShouldBe([note]);
        await CommitAsync((await ClaimAsync(claim.Link.Id)).ShouldNotBeNull(), link => link with { Intents = [] });
        (await _database.ReadAsync("select kind from intent")).ShouldBe(["hologram"]);
    }

    [Theory]
    [InlineData("owner", "Bewitched")]
    [InlineData("aura", "Conflict")]
    public async Task A_field_held_in_a_way_that_this_version_does_not_know_stays_held(string field, string reason)
    {
        await ReadAsync(Sample.Defender("1"));
        await _database.ExecuteAsync($$"""update link set held = '{"{{field}}":"{{reason}}","status":"Conflict"}'""");
        var claim = (await ClaimAsync(Sample.LinkOf("1"))).ShouldNotBeNull();
        claim.Link.Held.Keys.ShouldBe([AllFields.Status]);
        await CommitAsync(claim, link => link with { Held = link.Held.Clear() });
        (await _database.ReadAsync("select key || ' ' || value from link, jsonb_each_text(held::jsonb)")).ShouldBe([$"{field} {reason}"]);
    }

    [Fact]
    public async Task A_field_that_this_version_does_not_know_keeps_its_base()
    {
        var claim = await ClaimNewAsync();
        await _database.ExecuteAsync("insert into base select id, 'aura', '\"green\"', '\"blue\"' from link");
        var stored = await CommitAsync(
            claim, link => link with { Bases = link.Bases.Agree(AllFields.Title, link.Defender!, link.Defender!) });
        stored.Bases.ByField.Keys.ShouldBe([AllFields.Title]);
        (await _database.ReadAsync("select field from base order by field")).ShouldBe(["aura", "title"]);
    }

    [Fact]
    public async Task The_rules_of_a_decision_are_in_its_journal_row()
    {
        await CommitAsync(await ClaimNewAsync(), link => link, new JournalEntry(JournalKind.Error, null, null, null, null, ""));
        (await _database.ReadAsync("select rules from journal")).ShouldBe(["rules"]);
    }

    private protected override async Task<ISyncStore> OpenAsync()
    {
        await _database.EmptyAsync();
        return new PostgresSyncStore(_database.DataSource);
    }

    // The database's clock cannot be moved, so what is stored moves the other way.
    private protected override Task PassAsync(TimeSpan by) =>
        _database.ExecuteAsync($"update link set not_before = not_before - '{by}'::interval, lease_until = lease_until - '{by}'::interval;"
            + $"update intent set due = due - '{by}'::interval;"
            + $"update drastic_act set at = at - '{by}'::interval;"
            + $"update listing set due_from = due_from - '{by}'::interval, lease_until = lease_until - '{by}'::interval");

    private protected override async Task<Link?> FindAsync(LinkId id)
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync(Token);
        return await LinkRows.FindAsync(connection, id, Token);
    }

    private protected override async Task<string?> BrakeAsync() =>
        (await _database.ReadAsync("select reason from brake where engaged_at is not null")).SingleOrDefault();

    private protected override Task ReleaseAsync() =>
        _database.ExecuteAsync("update brake set engaged_at = null, reason = '', released_at = clock_timestamp()");

    private protected override async Task<IReadOnlyList<JournalEntry>> JournalAsync(LinkId id) => await _database.JournalAsync(id);
}
