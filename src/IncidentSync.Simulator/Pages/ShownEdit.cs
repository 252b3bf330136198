using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Pages;

/// <summary>A line of an incident's activity; long values are cut.</summary>
internal sealed record ShownEdit(DateTimeOffset At, string By, string Hand, string Field, string? Old, string? New)
{
    private const int Longest = 120;

    public static ShownEdit Of(Edit edit) =>
        new(edit.At, edit.Actor.Name, HandOf(edit.Actor), edit.Field, Cut(edit.Old), Cut(edit.New));

    public static string HandOf(Actor actor) => actor.Kind switch
    {
        ActorKind.Person => "person",
        ActorKind.App => "app",
        ActorKind.NativeSync => "sync",
        _ => "automation",
    };

    private static string? Cut(string? text)
    {
        if (text is null || text.Length <= Longest)
        {
            return text;
        }

        return $"{text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)]}…";
    }
}
