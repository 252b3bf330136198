using System.Text.Json;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Telemetry;

/// <summary>The tags of all measurements, spelt as the admin API spells them.</summary>
internal static class Tag
{
    /// <summary>Stands where a field's name would, when the incident as a whole is meant.</summary>
    public const string Incident = "incident";

    public static KeyValuePair<string, object?> Connection(string name) => new("connection", name);

    public static KeyValuePair<string, object?> Portal(Portal portal) => new("portal", Word(portal));

    public static KeyValuePair<string, object?> Winner(Portal portal) => new("winner", Word(portal));

    public static KeyValuePair<string, object?> Field(string name) => new("field", name);

    public static KeyValuePair<string, object?> Policy(string name) => new("policy", name);

    public static KeyValuePair<string, object?> Reason(string name) => new("reason", Word(name));

    public static KeyValuePair<string, object?> Result(string name) => new("result", name);

    public static KeyValuePair<string, object?> Kind(string name) => new("kind", Word(name));

    public static KeyValuePair<string, object?> Table(string name) => new("table", name);

    public static KeyValuePair<string, object?> Source(string tenant) => new("source", tenant);

    public static KeyValuePair<string, object?> Client(string name) => new("client", name);

    public static KeyValuePair<string, object?> Grant(string name) => new("grant", name);

    public static KeyValuePair<string, object?> Status(string classOf) => new("status", classOf);

    public static KeyValuePair<string, object?> Invariant(Invariant invariant) => new("invariant", Word(invariant.ToString()));

    private static string Word(Portal portal) => portal == Core.Values.Portal.Defender ? "defender" : "sentinel";

    private static string Word(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
