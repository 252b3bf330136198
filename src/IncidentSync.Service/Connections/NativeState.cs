namespace IncidentSync.Service.Connections;

/// <summary>How a connection learns whether Microsoft's own sync serves it.</summary>
internal enum NativeMode
{
    /// <summary>It asks the workspace, and looks at the incidents.</summary>
    Auto,

    /// <summary>It does.</summary>
    On,

    /// <summary>It does not.</summary>
    Off,
}

/// <summary>
/// Whether Microsoft's own sync serves a connection. Until the workspace has answered nobody knows, and nothing is decided: waiting costs
/// seconds, a second twin costs an analyst's trust.
/// </summary>
internal sealed class NativeState(NativeMode mode)
{
    private volatile bool _seen;
    private volatile Answer _answer = Answer.NotYet;

    private enum Answer
    {
        NotYet,
        Yes,
        No,
    }

    /// <summary>Somebody must still ask.</summary>
    public bool MustAsk => mode == NativeMode.Auto;

    /// <summary>The workspace has answered.</summary>
    public bool IsAnswered => _answer != Answer.NotYet;

    /// <summary>Microsoft's own sync is on.</summary>
    public bool IsOn => mode == NativeMode.On || (mode == NativeMode.Auto && (_seen || _answer == Answer.Yes));

    /// <summary>Nobody knows yet: what is to be written depends on the answer.</summary>
    public bool IsUnknown => mode == NativeMode.Auto && !_seen && _answer == Answer.NotYet;

    /// <summary>The workspace answered.</summary>
    public void Told(bool isOn) => _answer = isOn ? Answer.Yes : Answer.No;

    /// <summary>An incident was read that Microsoft's own sync made.</summary>
    public void Saw() => _seen = true;
}
