using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Xml.Linq;
using IncidentSync.Connectors;
using IncidentSync.Service.Configuration;

namespace IncidentSync.Service.Tests.Configuration;

/// <summary>The JSON schema of the configuration, made of the options: their names, types, defaults and comments.</summary>
internal static class ConfigurationSchema
{
    private const string TimeSpanPattern = @"^(\d+\.)?\d{1,2}:\d{2}:\d{2}(\.\d{1,7})?$";

    private static readonly JsonSerializerOptions Serializer = new(JsonSerializerOptions.Default)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters = { new JsonStringEnumConverter() },
        RespectNullableAnnotations = true,
    };

    private static readonly Dictionary<string, string> Comments = new[] { typeof(IncidentSyncOptions), typeof(IIncidentPortal) }
        .Select(type => XDocument.Load(Path.ChangeExtension(type.Assembly.Location, ".xml")))
        .SelectMany(file => file.Descendants("member")).Where(member => member.Attribute("name")!.Value.Contains("Options"))
        .ToDictionary(member => member.Attribute("name")!.Value, member => Words(member.Element("summary")));

    public static JsonObject Make() => new()
    {
        ["$schema"] = "http://json-schema.org/draft-07/schema#",
        ["title"] = "The configuration file of IncidentSync",
        ["type"] = "object",
        ["properties"] = new JsonObject { [ConfigurationFile.Section] = SectionOf(typeof(IncidentSyncOptions)) },
    };

    /// <summary>Every setting, by its path; what is in a list by the path of the list.</summary>
    public static IEnumerable<string> Settings(JsonNode schema, string path = "") =>
        schema["properties"] is JsonObject properties
            ? properties.SelectMany(property => Settings(property.Value!, path.Length == 0 ? property.Key : $"{path}:{property.Key}"))
            : schema["items"]?["properties"] is not null ? Settings(schema["items"]!, path)
            : [path];

    private static JsonNode SectionOf(Type type) => Serializer.GetJsonSchemaAsNode(
        type, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Complete });

    private static JsonNode Complete(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is not JsonObject made)
        {
            return schema;
        }

        var type = context.TypeInfo.Type;
        if (type == typeof(TimeSpan))
        {
            made["pattern"] = TimeSpanPattern;
        }

        if (made["properties"] is not null)
        {
            made["additionalProperties"] = false;
        }

        if (context.PropertyInfo is { } property)
        {
            var member = property.DeclaringType.GetProperty(property.Name, BindingFlags.Public | BindingFlags.Instance)!;
            made["description"] = Comments[$"P:{property.DeclaringType.FullName}.{property.Name}"] is { Length: > 0 } words
                ? words
                : Comments[$"T:{type.FullName}"];
            if (member.GetValue(Activator.CreateInstance(property.DeclaringType)) is { } value
                && (value is string || value is not IEnumerable) && made["properties"] is null)
            {
                made["default"] = JsonSerializer.SerializeToNode(value, type, Serializer);
            }
        }

        return made;
    }

    private static string Words(XElement? summary) => summary is null
        ? ""
        : string.Join(' ', string.Concat(summary.DescendantNodes().Select(Word))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Word(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => see.Attribute("cref")!.Value.Split('.')[^1],
        _ => "",
    };
}
