namespace Akka.Util;

/// <summary>A switch that is thrown by one thread at a time, with something to do at every throw.</summary>
public class Switch
{
    private readonly Lock _gate = new();
    private bool _isOn;

    public Switch(bool startAsOn = false) => _isOn = startAsOn;

    public bool IsOn => Volatile.Read(ref _isOn);

    public bool IsOff => !IsOn;

    /// <summary>Switches on and runs <paramref name="action"/>; back off if that throws. False when it was on.</summary>
    public bool SwitchOn(Action action) => TranscendFrom(from: false, action);

    public bool SwitchOn() => SwitchOn(() => { });

    /// <summary>Switches off and runs <paramref name="action"/>; back on if that throws. False when it was off.</summary>
    public bool SwitchOff(Action action) => TranscendFrom(from: true, action);

    public bool SwitchOff() => SwitchOff(() => { });

    public bool IfOn(Action action) => RunIf(IsOn, action);

    public bool IfOff(Action action) => RunIf(IsOff, action);

    /// <summary>Runs <paramref name="action"/> while nobody can throw the switch.</summary>
    public void Locked(Action action)
    {
        lock (_gate)
            action();
    }

    public bool WhileOn(Action action)
    {
        lock (_gate)
            return IfOn(action);
    }

    public bool WhileOff(Action action)
    {
        lock (_gate)
            return IfOff(action);
    }

    protected bool TranscendFrom(bool from, Action action)
    {
        lock (_gate)
        {
            if (_isOn != from)
                return false;
            Volatile.Write(ref _isOn, !from);
            try
            {
                action();
                return true;
            }
            catch (Exception)
            {
                Volatile.Write(ref _isOn, from);
                throw;
            }
        }
    }

    private static bool RunIf(bool isSo, Action action)
    {
        if (isSo)
            action();
        return isSo;
    }
}
