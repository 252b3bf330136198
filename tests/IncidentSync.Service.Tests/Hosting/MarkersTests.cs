using System.Security.Cryptography;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Values;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.Hosting;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;
using IncidentSync.Testing.Processes;

namespace IncidentSync.Service.Tests.Hosting;

/// <summary>The rows of the table above <see cref="Markers"/>.</summary>
public sealed class MarkersTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string InClear = "in clear";
    private readonly ProtectionFiles _files = new();
    private readonly LogCapture _logs = new();
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync(postgres);

    [Fact]
    public async Task A_configured_key_signs_and_no_row_is_made()
    {
        var configured = RandomNumberGenerator.GetBytes(32);
        ShouldBeTheSame(await LoadAsync(new() { Key = Convert.ToBase64String(configured) }), new(new MarkerKey("1", configured)));
        (await RowsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_protection_the_key_is_made_once_kept_in_clear_and_warned_of_at_every_start()
    {
        var first = await LoadAsync(new());
        ShouldBeTheSame(await LoadAsync(new()), first);
        Convert.FromBase64String((await RowsAsync()).ShouldHaveSingleItem()).Length.ShouldBe(32);
        _logs.Lines.Count(line => line.Contains(InClear)).ShouldBe(2);
        (await WarningAsync(new())).ShouldNotBeNull().ShouldContain(InClear);
    }

    [Theory]
    [InlineData(ProtectionFiles.Key)]
    [InlineData(ProtectionFiles.Pem)]
    [InlineData(ProtectionFiles.Pfx)]
    public async Task With_protection_it_is_kept_encrypted_and_opened_again(string kind)
    {
        var options = new MarkerOptions { Protection = _files[kind] };
        var first = await LoadAsync(options);
        ShouldBeTheSame(await LoadAsync(options), first);
        MarkerProtection.IsSealed((await RowsAsync()).ShouldHaveSingleItem()).ShouldBeTrue();
        _logs.Lines.ShouldNotContain(line => line.Contains(InClear));
        (await WarningAsync(options)).ShouldBeNull();
    }

    [Theory]
    [InlineData(ProtectionFiles.Key)]
    [InlineData(ProtectionFiles.Pem)]
    public async Task A_key_in_clear_is_encrypted_in_place_at_the_first_start_with_protection(string kind)
    {
        var before = await LoadAsync(new());
        var clear = (await RowsAsync()).Single();
        ShouldBeTheSame(await LoadAsync(new() { Protection = _files[kind] }), before);
        (await _database.ReadAsync("select value from setting")).ShouldAllBe(value => !value.Contains(clear));
    }

    [Fact]
    public async Task So_is_one_that_signs_no_more()
    {
        await LoadAsync(new());
        (await WarningAsync(new() { Key = Convert.ToBase64String(new byte[32]) })).ShouldNotBeNull();
        await LoadAsync(new() { Key = Convert.ToBase64String(new byte[32]), Protection = _files[ProtectionFiles.Key] });
        (await RowsAsync()).ShouldAllBe(row => MarkerProtection.IsSealed(row));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(ProtectionFiles.OtherKey, "does not open")]
    [InlineData(ProtectionFiles.Pem, "does not open")]
    public async Task An_encrypted_key_that_cannot_be_opened_is_refused_and_no_other_is_made(string kind, string told)
    {
        await LoadAsync(new() { Protection = _files[ProtectionFiles.Key] });
        var (row, options) = (await RowsAsync(), new MarkerOptions { Protection = kind.Length > 0 ? _files[kind] : "" });
        (await Should.ThrowAsync<MarkerKeyException>(() => LoadAsync(options))).Message.ShouldContain(told);
        await Should.ThrowAsync<MarkerKeyException>(() => WarningAsync(options));
        (await RowsAsync()).ShouldBe(row);
    }

    [Fact]
    public async Task A_row_under_another_name_does_not_open()
    {
        var options = new MarkerOptions { Protection = _files[ProtectionFiles.Key] };
        await LoadAsync(options);
        await _database.ExecuteAsync("update setting set name = 'marker-key/2'");
        await Should.ThrowAsync<MarkerKeyException>(() => LoadAsync(new() { KeyId = "2", Protection = options.Protection }));
    }

    [Fact]
    public async Task Older_keys_still_verify()
    {
        var older = RandomNumberGenerator.GetBytes(32);
        var keys = await LoadAsync(new() { Keys = [new() { KeyId = "0", Key = Convert.ToBase64String(older) }] });
        ShouldVerify(keys.Of(Sample.Identity), new MarkerKeys(new MarkerKey("0", older)).Of(Sample.Identity));
    }

    [Fact]
    public async Task A_start_that_cannot_open_the_key_is_2_and_check_says_so_too()
    {
        await LoadAsync(new() { Protection = _files[ProtectionFiles.Key] });
        var settings = new Settings().With("Bus:Transport=InMemory").With("Marker:Key", "")
            .With("Store:ConnectionString", _database.ConnectionString).Write();
        foreach (var verb in new[] { "run", "check" })
        {
            await using var process = ServiceProcess.Start(verb, "--config", settings);
            (await process.ExitAsync()).ShouldBe(2, process.Error);
            process.Error.ShouldContain("IncidentSync:Marker:Protection is empty");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _files.Dispose();
    }

    private Task<MarkerKeys> LoadAsync(MarkerOptions options) =>
        Markers.LoadAsync(options, _database.DataSource, _logs.CreateLogger("marker"), TestContext.Current.CancellationToken);

    private Task<string?> WarningAsync(MarkerOptions options) =>
        Markers.WarningAsync(options, _database.DataSource, TestContext.Current.CancellationToken);

    private Task<IReadOnlyList<string>> RowsAsync() => _database.ReadAsync("select value from setting where name like 'marker-key/%'");

    private static void ShouldBeTheSame(MarkerKeys reader, MarkerKeys signer)
    {
        ShouldVerify(reader, signer);
        ShouldVerify(signer, reader);
    }

    private static void ShouldVerify(MarkerKeys reader, MarkerKeys signer) =>
        reader.Verify(Sample.LinkOf("1"), signer.Sign(Sample.LinkOf("1"), MarkerKey.Origin(Portal.Defender, new CommentId("d1")), "text"))
            .ShouldNotBeNull();
}
