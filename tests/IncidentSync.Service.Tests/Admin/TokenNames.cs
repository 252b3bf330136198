namespace IncidentSync.Service.Tests.Admin;

/// <summary>Every kind of token the API may be shown, and what it may do.</summary>
internal static class TokenNames
{
    public const string None = "no token";
    public const string Garbage = "garbage";
    public const string Expired = "expired";
    public const string ExpiredWithinSkew = "expired half a minute ago";
    public const string NotYetValid = "not yet valid";
    public const string WithoutExpiry = "without expiry";
    public const string WrongAudience = "wrong audience";
    public const string ForGraph = "for Graph";
    public const string FirstVersionIssuer = "v1 issuer";
    public const string OtherIssuer = "other issuer";
    public const string OtherTenant = "other tenant";
    public const string TenantThatIsNotTheIssuers = "tid of another tenant";
    public const string AlgNone = "alg none";
    public const string PublicKeyAsSecret = "HS256 with the public key";
    public const string UnknownKey = "unknown key";
    public const string UnknownKeyId = "right key, unknown kid";
    public const string WithoutKeyId = "right key, no kid";
    public const string AnothersSignature = "signature of another token";
    public const string AppWithoutRole = "app without role";
    public const string IdToken = "ID token";
    public const string PersonWithoutScope = "person without scp";
    public const string PersonWithOtherScope = "person with another scp";
    public const string PersonWithoutRole = "person without role";
    public const string Read = "app with Read";
    public const string PersonWhoReads = "person with Read";
    public const string Operate = "app with Operate";
    public const string PersonWhoOperates = "person with Operate";
    public const string AppWithoutTokenType = "app with Operate, no idtyp";

    /// <summary>Nobody is believed to hold them.</summary>
    public static readonly string[] Refused =
    [
        None, Garbage, Expired, NotYetValid, WithoutExpiry, WrongAudience, ForGraph, FirstVersionIssuer, OtherIssuer, OtherTenant,
        TenantThatIsNotTheIssuers, AlgNone, PublicKeyAsSecret, UnknownKey, UnknownKeyId, WithoutKeyId, AnothersSignature,
    ];

    /// <summary>Believed, and allowed nothing.</summary>
    public static readonly string[] Powerless = [AppWithoutRole, IdToken, PersonWithoutScope, PersonWithOtherScope, PersonWithoutRole];

    /// <summary>May read.</summary>
    public static readonly string[] Readers = [Read, PersonWhoReads];

    /// <summary>May read and act.</summary>
    public static readonly string[] Operators = [Operate, PersonWhoOperates, AppWithoutTokenType, ExpiredWithinSkew];
}
