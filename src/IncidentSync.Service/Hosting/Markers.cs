using System.Security.Cryptography;
using IncidentSync.Core.Comments;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.State;
using Npgsql;

namespace IncidentSync.Service.Hosting;

/// <summary>
/// The keys that sign carried comments: the configured ones, or one that is made once and kept in the database, in a row that
/// <c>Marker:Protection</c> encrypts.
/// </summary>
/// <remarks>
/// <code>
/// | Key   | the row   | Protection | then                                       |
/// |-------|-----------|------------|--------------------------------------------|
/// | given | any       | any        | the given one signs                        |
/// | empty | none      | empty      | a key is made, kept in clear text; warning |
/// | empty | none      | given      | a key is made and kept encrypted           |
/// | empty | in clear  | empty      | it signs; warning                          |
/// | empty | in clear  | given      | it signs, and is encrypted in place        |
/// | empty | encrypted | opens it   | it signs                                   |
/// | empty | encrypted | any other  | refused: a new key would verify no comment |
/// </code>
/// With Protection all keys in clear text are encrypted, also those that no longer sign.
/// </remarks>
internal static class Markers
{
    private const int KeyBytes = 32;
    private const string Prefix = "marker-key/";

    /// <exception cref="MarkerKeyException">The kept key cannot be opened.</exception>
    public static async Task<MarkerKeys> LoadAsync(
        MarkerOptions options, NpgsqlDataSource dataSource, ILogger log, CancellationToken cancellationToken)
    {
        using var protection = ProtectionOf(options);
        var settings = new SettingStore(dataSource);
        if (protection is not null)
        {
            foreach (var (name, value) in await ClearAsync(settings, cancellationToken))
            {
                await settings.ReplaceAsync(name, value, protection.Seal(name, Convert.FromBase64String(value)), cancellationToken);
                log.MarkerKeySealed(name[Prefix.Length..]);
            }
        }

        var key = options.Key.Length > 0
            ? Convert.FromBase64String(options.Key)
            : await KeptAsync(options.KeyId, protection, settings, log, cancellationToken);
        return new MarkerKeys(
            [new(options.KeyId, key), .. options.Keys.Select(older => new MarkerKey(older.KeyId, Convert.FromBase64String(older.Key)))]);
    }

    /// <summary>The warning of <c>check</c> about the key; it makes none.</summary>
    /// <exception cref="MarkerKeyException">The kept key cannot be opened.</exception>
    public static async Task<string?> WarningAsync(
        MarkerOptions options, NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        using var protection = ProtectionOf(options);
        var kept = await new SettingStore(dataSource).FindAsync(Prefix, cancellationToken);
        var own = kept.FirstOrDefault(row => row.Name == Prefix + options.KeyId);
        if (options.Key.Length == 0 && own.Value is not null)
        {
            Open(own.Name, own.Value, protection);
        }

        return protection is null && (options.Key.Length == 0 || kept.Any(row => !MarkerProtection.IsSealed(row.Value)))
            ? "the database holds the marker key in clear text: set Marker:Protection, or Marker:Key"
            : null;
    }

    // A configuration that was validated a moment ago.
    private static MarkerProtection? ProtectionOf(MarkerOptions options)
    {
        if (options.Protection.Length == 0)
        {
            return null;
        }

        var (protection, problem) = MarkerProtection.Read(options.Protection);
        return protection ?? throw new MarkerKeyException($"IncidentSync:Marker:Protection {problem}.");
    }

    private static async Task<IEnumerable<(string Name, string Value)>> ClearAsync(
        SettingStore settings, CancellationToken cancellationToken) =>
        (await settings.FindAsync(Prefix, cancellationToken)).Where(row => !MarkerProtection.IsSealed(row.Value));

    private static async Task<byte[]> KeptAsync(
        string id, MarkerProtection? protection, SettingStore settings, ILogger log, CancellationToken cancellationToken)
    {
        var (name, fresh) = (Prefix + id, RandomNumberGenerator.GetBytes(KeyBytes));
        var (value, made) = await settings.GetOrAddAsync(
            name, protection?.Seal(name, fresh) ?? Convert.ToBase64String(fresh), cancellationToken);
        if (made)
        {
            log.MarkerKeyMade();
        }

        var key = Open(name, value, protection);
        if (protection is null)
        {
            log.MarkerKeyInClear();
        }

        return key;
    }

    private static byte[] Open(string name, string value, MarkerProtection? protection) =>
        (MarkerProtection.IsSealed(value), protection) switch
    {
        (false, _) => Convert.FromBase64String(value),
        (true, null) => throw new MarkerKeyException(
            "IncidentSync:Marker:Protection is empty, but the marker key in the database is encrypted: set it to the file that encrypted "
            + "the key, or set Marker:Key."),
        (true, _) => protection.Open(name, value) ?? throw new MarkerKeyException(
            "IncidentSync:Marker:Protection does not decrypt the marker key in the database: set it to the file that encrypted the key, or "
            + "set Marker:Key."),
    };
}

/// <summary>The marker key that is kept in the database cannot be opened with what is configured.</summary>
internal sealed class MarkerKeyException(string message) : Exception(message);
