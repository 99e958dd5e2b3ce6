using System.Collections.Concurrent;
using System.Text;
using RightsEngine.Data.Decisions;
using RightsEngine.Data.Sources;
using RightsEngine.Rules.Model;

namespace RightsEngine.Data.Runs;

/// <summary>Decisions as text: NDJSON or CSV, to one file or stream.</summary>
/// <param name="bytes">Where the text goes.</param>
/// <param name="rulebook">The rulebook that decides.</param>
/// <param name="csv">Whether it is CSV, else NDJSON.</param>
/// <param name="limit">How many bytes of one part may wait in memory.</param>
internal sealed class TextTarget(TextTarget.Sink bytes, Rulebook rulebook, bool csv, long limit) : RunTarget
{
    private readonly ConcurrentBag<byte[]> _chunks = [];

    public override void Open(FinishedPart? last)
    {
        bytes.Open(last?.Output ?? 0);
        if (last is not null || !csv) return;
        // The row of names also stands above no decisions at all.
        using var head = new StringWriter();
        using (new CsvDecisionWriter(head, rulebook))
        {
        }
        bytes.Write(Encoding.UTF8.GetBytes(head.ToString()));
    }

    public override IWaitingPart Make(CasePart part, IEnumerable<BatchDecider> batches, Action waitForTurn)
    {
        var spool = new PartSpool(_chunks, limit, () =>
        {
            waitForTurn();
            return bytes;
        });
        using (TextWriter? text = csv ? new StreamWriter(spool, new UTF8Encoding(false), 1 << 14, leaveOpen: true) : null)
        using (DecisionWriter writer = text is null ? new NdjsonDecisionWriter(spool, rulebook) : new CsvDecisionWriter(text, rulebook, withHeader: false))
            foreach (BatchDecider decided in batches)
                for (int row = 0; row < decided.Decisions.Count; row++) writer.Write(decided.Read(row));
        return new Waiting(spool, bytes);
    }

    public override long Keep() => bytes.Keep();

    public override void Complete(byte[] report)
    {
    }

    public override void PutInPlace(byte[] report) => bytes.PutInPlace(report);

    public override void Drop() => bytes.Drop();

    public override void Dispose() => bytes.Dispose();

    private sealed class Waiting(PartSpool spool, Sink bytes) : IWaitingPart
    {
        public void LetOut() => spool.CopyTo(bytes);
    }

    /// <summary>Where text goes in the order of the parts.</summary>
    internal abstract class Sink : IByteTarget, IDisposable
    {
        public virtual void Open(long keep)
        {
        }

        public abstract void Write(ReadOnlySpan<byte> bytes);

        public virtual long Keep() => 0;

        public virtual void PutInPlace(byte[] report)
        {
        }

        public virtual void Drop()
        {
        }

        public abstract void Dispose();
    }

    /// <summary>A stream of bytes, such as standard output.</summary>
    internal sealed class ToStream(Stream stream) : Sink
    {
        public override void Write(ReadOnlySpan<byte> bytes) => stream.Write(bytes);

        public override long Keep()
        {
            stream.Flush();
            return 0;
        }

        public override void Dispose()
        {
        }
    }

    /// <summary>A text, such as the output of a command that runs inside another program.</summary>
    internal sealed class ToText(TextWriter writer) : Sink
    {
        private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
        private char[] _characters = [];

        public override void Write(ReadOnlySpan<byte> bytes)
        {
            // A character may stand across two pieces.
            if (_characters.Length < bytes.Length + 2) _characters = new char[bytes.Length + 2];
            writer.Write(_characters, 0, _decoder.GetChars(bytes, _characters, flush: false));
        }

        public override void Dispose()
        {
        }
    }

    /// <summary>A file that appears when it is complete; <c>run.json</c> stands beside it under its name.</summary>
    internal sealed class ToFile(string path) : Sink
    {
        private readonly AsideFile _file = new(path);

        public static string ReportPathOf(string path) => path + ".run.json";

        public override void Open(long keep)
        {
            if (_file.Left < keep) throw new Cases.InputException($"cannot resume `{Cases.Shown.Short(path)}`: what the interrupted run had finished is gone; leave --resume out to start again");
            _file.Open(keep);
        }

        public override void Write(ReadOnlySpan<byte> bytes) => _file.Write(bytes);

        public override long Keep()
        {
            _file.Keep();
            return _file.Length;
        }

        public override void PutInPlace(byte[] report)
        {
            _file.PutInPlace();
            AsideFile.Write(ReportPathOf(path), report);
        }

        public override void Drop() => _file.Drop();

        public override void Dispose() => _file.Dispose();
    }
}
