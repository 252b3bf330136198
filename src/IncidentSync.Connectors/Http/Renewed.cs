using System.Security.Cryptography;

namespace IncidentSync.Connectors.Http;

/// <summary>
/// The credential for the calls to a portal. Entra's clients keep a token until it expires. So when the portal refuses one (its key or the
/// app's secret was changed, or it was revoked), the next call uses a new credential, read again from its file, and a new token.
/// </summary>
internal sealed class Renewed<T>(Func<T> make)
    where T : class
{
    public T Value { get; private set; } = make();

    /// <summary>Looks at an answer for a refused token.</summary>
    public Answer After(Answer answer)
    {
        if (answer is Answer.Failed { IsTokenRefused: true })
        {
            try
            {
                Value = make();
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
            {
                // Its file is being replaced: the present credential stays until the next refusal.
            }
        }

        return answer;
    }
}
