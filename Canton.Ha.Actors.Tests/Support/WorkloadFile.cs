namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Tells the replicas of a set, from outside, what to be busy with.</summary>
internal sealed class WorkloadFile(string path)
{
    public string Path => path;

    /// <summary>Replaced as a whole, so that nobody reads half a word.</summary>
    public void Write(Workload workload)
    {
        File.WriteAllText(path + ".new", workload.ToString());
        File.Move(path + ".new", path, overwrite: true);
    }

    public Workload Read() => Enum.Parse<Workload>(File.ReadAllText(path));
}
