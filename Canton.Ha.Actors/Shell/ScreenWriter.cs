using System.Text;

namespace Canton.Ha.Actors.Shell;

/// <summary>Lets what writes lines to a stream, such as a log, write them above the prompt.</summary>
internal sealed class ScreenWriter(TerminalScreen screen) : TextWriter
{
    private readonly StringBuilder _line = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_line)
        {
            if (value != '\n')
            {
                _line.Append(value);
                return;
            }

            screen.WriteAbove(_line.ToString());
            _line.Clear();
        }
    }
}
