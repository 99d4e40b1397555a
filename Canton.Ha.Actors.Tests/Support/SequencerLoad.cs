using System.Buffers.Binary;
using Canton.Ha.Sequencer.V1;
using FluentAssertions;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Members that submit and hear at the same time, and what must hold about what they have heard.</summary>
internal sealed class SequencerLoad : IAsyncDisposable
{
    private const int AtATime = 5;
    private const int Submitters = 2;

    private readonly CancellationTokenSource _enough = new();
    private readonly SequencerMember[] _members;
    private readonly List<Task> _submitting = [];
    private readonly List<Task> _hearing = [];

    private SequencerLoad(SequencerMember[] members) => _members = members;

    public string Summary =>
        $"{Acknowledged} messages of {_members.Length} members, {_members.Sum(member => member.Retries)} calls repeated, {_members[0].Heard.Count} events heard by the first";

    private int Acknowledged => _members.Sum(member => member.Acknowledged.Count);

    public static async Task<SequencerLoad> StartAsync(IEnumerable<Uri> replicas, params string[] names)
    {
        var load = new SequencerLoad([.. names.Select(name => new SequencerMember(name, replicas))]);
        foreach (var member in load._members)
            await member.RegisterAsync();
        load._hearing.AddRange(load._members.Select(member => member.ListenAsync()));
        load._submitting.AddRange(
            from member in load._members
            from first in Enumerable.Range(0, Submitters)
            select member.SubmitAsync(first, Submitters, AtATime, load._enough.Token));
        return load;
    }

    /// <summary>Waits until every member has got on.</summary>
    public async Task GrowAsync()
    {
        var before = _members.Select(member => member.Acknowledged.Count).ToList();
        await Eventually.BecomesTrueAsync(
            "every member submits",
            async () =>
            {
                if (_submitting.Concat(_hearing).FirstOrDefault(task => task.IsFaulted) is { } failed)
                    await failed;
                return _members.Zip(before).All(pair => pair.First.Acknowledged.Count > pair.Second + 50);
            },
            Bounds.Takeover);
    }

    /// <summary>Nothing is submitted any more, and everybody has heard what there is.</summary>
    public async Task EndAsync()
    {
        await _enough.CancelAsync();
        await Task.WhenAll(_submitting).WaitAsync(Bounds.Takeover);
        var last = _members.Max(member => member.Acknowledged.Values.Max());
        await Eventually.BecomesTrueAsync("everybody has heard everything", () => Task.FromResult(_members.All(member => member.ProvedUpTo >= last)), Bounds.Takeover);
    }

    public void ShouldHaveHeardOneOrder()
    {
        foreach (var member in _members)
        {
            member.Heard.Select(heard => heard.Counter).Should().Equal(Enumerable.Range(1, member.Heard.Count).Select(counter => (long)counter));
            member.Heard.Select(heard => heard.SequencedAt).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        }

        var sequences = _members.Select(member => member.Heard.Where(heard => heard.Message is not null).Select(heard => (heard.SequencedAt, heard.Sender, Id(heard))).ToList()).ToList();
        foreach (var sequence in sequences.Skip(1))
            sequence.SequenceEqual(sequences[0]).Should().BeTrue("all hear the same messages in the same order");
        ShouldHaveEachAcknowledgedOnce(sequences[0]);
    }

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        foreach (var member in _members)
            await member.DisposeAsync();
        await Task.WhenAll(_hearing.Concat(_submitting)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void ShouldHaveEachAcknowledgedOnce(List<(long At, string Sender, int Id)> heard)
    {
        var places = heard.GroupBy(message => (message.Sender, message.Id)).ToDictionary(same => same.Key, same => same.Select(message => message.At).ToList());
        foreach (var member in _members)
            foreach (var (number, at) in member.Acknowledged)
                places[(member.Name, number)].Should().Equal(at);
        places.Values.Should().OnlyContain(times => times.Count == 1, "no message is sequenced twice, however often it was resent");
    }

    private static int Id(Event heard) => BinaryPrimitives.ReadInt32BigEndian(heard.Message.MessageId.Span);
}
