using System.Collections.Immutable;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Comments;

/// <summary>The key that signs a connection's comments, and all keys that may have signed them before.</summary>
/// <remarks>
/// <code>
/// | signed with                                    | this connection | another one of the same deployment |
/// |------------------------------------------------|-----------------|------------------------------------|
/// | the key derived for this connection            | signs, verifies | does not verify                    |
/// | an older key, derived for this connection      | verifies        | does not verify                    |
/// | a key as it is configured: by earlier versions | verifies        | verifies, when asked of that link  |
/// </code>
/// </remarks>
/// <param name="keys">The first signs, all verify.</param>
public sealed class MarkerKeys(params ImmutableArray<MarkerKey> keys)
{
    /// <summary>Keys for tests and for rules that never sign.</summary>
    public static readonly MarkerKeys None = new(MarkerKey.None);

    /// <summary>The keys of one connection, made of those of the deployment.</summary>
    /// <param name="connection">What the connection is, whatever its name.</param>
    /// <returns>Signs with what is derived of the first key; what was signed with a key itself still verifies.</returns>
    public MarkerKeys Of(LinkIdentity connection) => new([.. keys.Select(key => key.Of(connection)), .. keys]);

    /// <inheritdoc cref="MarkerKey.Sign"/>
    public string Sign(LinkId link, string origin, string text) => keys[0].Sign(link, origin, text);

    /// <inheritdoc cref="MarkerKey.Verify"/>
    public string? Verify(LinkId link, string text) =>
        keys.Select(key => key.Verify(link, text)).FirstOrDefault(origin => origin is not null);
}
