using System.IO.Compression;

namespace IncidentSync.Simulator.Api;

/// <summary>The body of a call as it was before its client compressed it.</summary>
internal static class BodyCoding
{
    /// <param name="call">Whose body.</param>
    /// <param name="most">Nothing behind so many bytes and one is unpacked.</param>
    /// <returns>Empty when it is not what its Content-Encoding says.</returns>
    public static byte[] Plain(ApiCall call, int most)
    {
        var coding = call.Headers.ContentEncoding.ToString();
        if (coding.Length == 0 || string.Equals(coding, "identity", StringComparison.OrdinalIgnoreCase))
        {
            return call.Body;
        }

        if (!string.Equals(coding, "gzip", StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }

        try
        {
            using var packed = new GZipStream(new MemoryStream(call.Body), CompressionMode.Decompress);
            var plain = new byte[most + 1];
            return plain[..packed.ReadAtLeast(plain, plain.Length, throwOnEndOfStream: false)];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }
}
