using IncidentSync.Testing.Postgres;
using Npgsql;

namespace IncidentSync.Service.Tests.State;

/// <summary>
/// What the journal and the audit refuse. No service runs here: a truncation waits for all who use the table.
/// </summary>
public sealed class AuditTableTests(MigratedDatabase migrated) : IClassFixture<MigratedDatabase>
{
    public static TheoryData<string> Changes =>
    [
        .. from table in new[] { "journal", "audit" }
           from change in new[] { $"update {table} set reason = 'nothing'", $"delete from {table}", $"truncate {table} cascade" }
           select change,
    ];

    public static TheoryData<string> Restructurings =>
    [
        .. from table in new[] { "journal", "audit", "migration" }
           from change in new[]
           {
               $"alter table {table} disable trigger all", $"alter table {table} add column x text", $"drop table {table} cascade",
               $"create trigger no before insert on {table} for each row execute function refuse_change()",
           }
           select change,
        "drop function refuse_change cascade",
        "create table x (y text)",
        "insert into migration (name) values ('0099_other.sql')",
        "delete from migration",
    ];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Journal_and_audit_are_append_only_even_for_their_owner(string sql) =>
        (await Should.ThrowAsync<PostgresException>(() => migrated.Database.ExecuteAsync(sql))).MessageText.ShouldContain("append-only");

    [Theory]
    [MemberData(nameof(Changes))]
    [MemberData(nameof(Restructurings))]
    public async Task The_service_s_role_has_no_right_to_change_them(string sql)
    {
        await using var command = migrated.Database.DataSource.CreateCommand(sql);
        (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)))
            .SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }
}
