using System.Security.Cryptography;
using IncidentSync.Core.Comments;
using IncidentSync.Service.State;
using Npgsql;

namespace IncidentSync.Service.Hosting;

/// <summary>The key that signs carried comments: the configured one, or one that is made once and kept in the database.</summary>
internal static class Markers
{
    private const int KeyBytes = 32;

    public static async Task<MarkerKey> LoadAsync(
        MarkerOptions options, NpgsqlDataSource dataSource, ILogger log, CancellationToken cancellationToken)
    {
        if (options.Key.Length > 0)
        {
            return new MarkerKey(options.KeyId, Convert.FromBase64String(options.Key));
        }

        var fresh = Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));
        var (key, made) = await new SettingStore(dataSource).GetOrAddAsync($"marker-key/{options.KeyId}", fresh, cancellationToken);
        if (made)
        {
            log.MarkerKeyMade();
        }

        return new MarkerKey(options.KeyId, Convert.FromBase64String(key));
    }
}
