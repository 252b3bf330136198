namespace IncidentSync.Service.Connections;

/// <summary>How much of one list is read. It is no setting: no honest list is as long, and a test makes it shorter.</summary>
/// <param name="Pages">Pages of one list.</param>
/// <param name="Bytes">Bytes of their bodies, decompressed.</param>
/// <param name="CommentPages">Pages of the comments of one incident, which Microsoft lets have a hundred of them.</param>
internal sealed record ListLimits(int Pages, long Bytes, int CommentPages)
{
    public static readonly ListLimits Default = new(1_000, 64 * 1024 * 1024, 200);

    /// <summary>The limits of one incident's comments.</summary>
    public ListLimits OfComments => this with { Pages = CommentPages };

    public override string ToString() => $"{Pages} pages or {Bytes / (1024 * 1024)} MB";
}
