using System.Runtime.ExceptionServices;
using RightsEngine.Data.Sources;

namespace RightsEngine.Data.Runs;

/// <summary>
/// Gives the parts of a run to its threads, and lets what they make of them out in the order of the parts. A thread may be
/// ahead of the slowest one by a few parts and no more, so that what waits stays small.
/// </summary>
/// <typeparam name="T">What is made of a part.</typeparam>
/// <param name="parts">The parts in order.</param>
/// <param name="first">The first part whose result is still to come.</param>
/// <param name="ahead">How many finished parts may wait.</param>
/// <param name="letOut">Takes the results in order, one at a time.</param>
internal sealed class PartSequence<T>(IEnumerable<CasePart> parts, int first, int ahead, Action<T> letOut) : IDisposable
{
    private readonly IEnumerator<CasePart> _parts = parts.GetEnumerator();
    private readonly Lock _taking = new();
    private readonly object _gate = new();
    private readonly Dictionary<int, T> _ready = [];
    private int _next = first;
    private bool _lettingOut;
    private int _failedPart = int.MaxValue;
    private ExceptionDispatchInfo? _failure;
    private ExceptionDispatchInfo? _noMoreParts;
    private bool _atEnd;

    /// <summary>The next part to work on; null when there is none, or no sense in going on.</summary>
    public CasePart? Take()
    {
        lock (_taking)
        {
            if (_atEnd || Volatile.Read(ref _failedPart) != int.MaxValue) return null;
            try
            {
                if (_parts.MoveNext()) return _parts.Current;
            }
            catch (Exception problem)
            {
                // The parts before are still worth finishing.
                _noMoreParts = ExceptionDispatchInfo.Capture(problem);
            }
            _atEnd = true;
            return null;
        }
    }

    /// <summary>Waits until all parts before one are out, so that it can be written as it is made.</summary>
    public void WaitFor(int part)
    {
        lock (_gate)
        {
            while (_next != part || _lettingOut)
            {
                if (_failedPart <= part) throw new OperationCanceledException();
                Monitor.Wait(_gate);
            }
        }
    }

    /// <summary>Hands in what was made of a part. Returns when it is out, or when others can see to that.</summary>
    public void Finish(int part, T made)
    {
        lock (_gate)
        {
            _ready[part] = made;
            while (_ready.Count > ahead && !_ready.ContainsKey(_next) && _failedPart == int.MaxValue) Monitor.Wait(_gate);
            if (_lettingOut) return;
            _lettingOut = true;
        }
        while (true)
        {
            T? next;
            lock (_gate)
            {
                if (_failedPart <= _next || !_ready.Remove(_next, out next))
                {
                    _lettingOut = false;
                    Monitor.PulseAll(_gate);
                    return;
                }
            }
            try
            {
                letOut(next);
            }
            catch (Exception problem)
            {
                Fail(_next, problem);
                continue;
            }
            lock (_gate)
            {
                _next++;
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>A part could not be done: those before it are still finished, those after it are not.</summary>
    public void Fail(int part, Exception problem)
    {
        lock (_gate)
        {
            if (part < _failedPart) (_failedPart, _failure) = (part, ExceptionDispatchInfo.Capture(problem));
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Throws what went wrong, if anything did.</summary>
    public void ThrowIfFailed()
    {
        _failure?.Throw();
        _noMoreParts?.Throw();
    }

    public void Dispose() => _parts.Dispose();
}
