namespace IncidentSync.Simulator.OData;

/// <summary>The kinds of words in a filter.</summary>
internal enum TokenKind
{
    Name,
    Text,
    Moment,
    Number,
    Punctuation,
    End,
}
