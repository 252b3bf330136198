namespace IncidentSync.Simulator.OData;

/// <summary>One word of a filter; a text literal without its quotes.</summary>
internal readonly record struct Token(TokenKind Kind, string Text);
