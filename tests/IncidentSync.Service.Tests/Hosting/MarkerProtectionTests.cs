using IncidentSync.Service.Configuration;
using IncidentSync.Testing.Processes;

namespace IncidentSync.Service.Tests.Hosting;

/// <summary>The rows of the table above <see cref="MarkerProtection"/>, as errors of the configuration.</summary>
public sealed class MarkerProtectionTests : IDisposable
{
    private readonly ProtectionFiles _files = new();

    [Theory]
    [InlineData(ProtectionFiles.Key, null)]
    [InlineData(ProtectionFiles.Pem, null)]
    [InlineData(ProtectionFiles.Pfx, null)]
    [InlineData(ProtectionFiles.ShortKey, "16 bytes in base64; 32 are needed")]
    [InlineData(ProtectionFiles.PemOfEllipticCurve, "whose key is not RSA")]
    [InlineData(ProtectionFiles.PemWithoutKey, "neither 32 bytes in base64 nor a certificate and its private key")]
    [InlineData(ProtectionFiles.PfxWithPassword, "neither 32 bytes in base64 nor a certificate and its private key")]
    [InlineData(ProtectionFiles.Words, "neither 32 bytes in base64 nor a certificate and its private key")]
    [InlineData(ProtectionFiles.Nothing, "0 bytes in base64; 32 are needed")]
    public void What_the_file_holds_decides(string kind, string? told)
    {
        var file = new Settings().With("Marker:Protection", _files[kind]).Write();
        var errors = ConfigurationFile.Read(file).Errors;
        File.Delete(file);
        (errors.Count, errors.Count(error => error.StartsWith("IncidentSync:Marker:Protection ") && error.Contains(told ?? "")))
            .ShouldBe(told is null ? (0, 0) : (1, 1));
    }

    public void Dispose() => _files.Dispose();
}
