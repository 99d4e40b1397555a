using System.Diagnostics;
using System.Globalization;
using Akka.Actor;

namespace Akka.Benchmarks;

/// <summary>How many messages one sender can get through one actor in a second; on a busy machine the processor time tells more.</summary>
internal static class TellThroughput
{
    private const int Messages = 10_000_000;
    private const int Rounds = 5;

    public static async Task RunAsync(ActorSystem system)
    {
        for (var round = 1; round <= Rounds; round++)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var counter = system.ActorOf(Props.Create(() => new Counter(Messages, done)));
            var message = new object();
            var process = Process.GetCurrentProcess();
            var processorTime = process.TotalProcessorTime;
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < Messages; i++)
                counter.Tell(message, ActorRefs.NoSender);
            await done.Task;
            var rate = Messages / Stopwatch.GetElapsedTime(started).TotalSeconds;
            process.Refresh();
            var share = Messages / (process.TotalProcessorTime - processorTime).TotalSeconds;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"tell, one sender to one actor, round {round}: {rate:N0} messages/s, {share:N0} per second of processor time"));
            system.Stop(counter);
        }
    }

    private sealed class Counter : UntypedActor
    {
        private readonly TaskCompletionSource _done;
        private int _left;

        public Counter(int messages, TaskCompletionSource done)
        {
            _left = messages;
            _done = done;
        }

        protected override void OnReceive(object message)
        {
            if (--_left == 0)
                _done.SetResult();
        }
    }
}
