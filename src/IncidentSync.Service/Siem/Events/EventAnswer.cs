using System.Globalization;
using System.Text.Json;
using IncidentSync.Service.Admin.Answers;
using IncidentSync.Service.Siem.Clients;

namespace IncidentSync.Service.Siem.Events;

/// <summary><c>GET /api/v1/siem/alerts</c>: raw alerts, their updates included, behind a position instead of a time.</summary>
internal sealed class EventAnswer(EventQuery query)
{
    private const int DefaultTop = 100;
    private const int MostTop = 1000;

    public async Task WriteAsync(HttpContext context, SiemClient client)
    {
        var errors = new InputErrors();
        var parameters = context.Request.Query;
        foreach (var (name, values) in parameters)
        {
            errors.When(
                name.ToLowerInvariant() is not ("after" or "top") || values.Count > 1, name, "is not one of after and top, each once");
        }

        var after = parameters["after"].FirstOrDefault() is { } text ? EventPosition.Read(text) : EventPosition.Start;
        errors.When(after is null, "after", "must be what an answer called next");
        var top = DefaultTop;
        var wrong = parameters["top"].FirstOrDefault() is { } number
            && !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out top);
        errors.When(wrong || top is < 1 or > MostTop, "top", $"must be a number from 1 to {MostTop}");
        if (errors.Problem is { } problem)
        {
            await problem.ExecuteAsync(context);
            return;
        }

        var page = await query.ReadAsync(client.SourceNames, client.Sources, after!, top, context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        if (page.Oldest is { } oldest)
        {
            context.Response.Headers["X-IncidentSync-Oldest"] = oldest.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        }

        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var item in page.Items)
        {
            json.WriteStartObject();
            json.WriteNumber("sequence", item.Sequence);
            json.WriteString("kind", item.Kind);
            json.WriteString("connection", client.Connections.First(connection => connection.Source == item.Source).Name);
            json.WriteString("receivedAt", item.ReceivedAt.UtcDateTime);
            json.WritePropertyName("alert");

            // The log holds what is JSON; it is not read again.
            json.WriteRawValue(item.Raw, skipInputValidation: true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("next", $"{page.Next}");
        json.WriteEndObject();
    }
}
