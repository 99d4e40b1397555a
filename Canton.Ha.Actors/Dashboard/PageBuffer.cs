using System.Threading.Channels;
using Canton.Ha.Actors.AdminApi;

namespace Canton.Ha.Actors.Dashboard;

/// <summary>What waits for one page.</summary>
/// <param name="capacity">How many events may wait: with one more, the page does not keep up.</param>
internal sealed class PageBuffer(int capacity) : BoundedBuffer<ReadOnlyMemory<byte>>(capacity, BoundedChannelFullMode.Wait);
