namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>The decision on a right for a holder, as other rights ask for it.</summary>
/// <param name="Found">Whether the right concerns the holder.</param>
/// <param name="Holder">The person, the link, or the mask of the members.</param>
/// <param name="All">Whether it is granted.</param>
/// <param name="AmountState">The state of the amount.</param>
/// <param name="Amount">The amount, scaled.</param>
/// <param name="Missing">The facts that lack.</param>
internal readonly record struct RightAnswer(bool Found, long Holder, int All, int AmountState, long Amount, int Missing);

/// <summary>The decisions on one right for all holders of the case, for the rights that ask for them.</summary>
internal sealed class RightAnswers
{
    private RightAnswer[] _answers = new RightAnswer[4];
    private int _count;

    /// <summary>The case that they are about.</summary>
    public int Stamp { get; set; }

    /// <summary>Whether they do not count: the case is for the reference evaluator.</summary>
    public string? Cause { get; set; }

    public void Clear() => _count = 0;

    public void Add(RightAnswer answer)
    {
        if (_count == _answers.Length) Array.Resize(ref _answers, _count * 2);
        _answers[_count++] = answer;
    }

    public RightAnswer For(long holder)
    {
        for (int i = 0; i < _count; i++)
            if (_answers[i].Holder == holder) return _answers[i];
        return default;
    }
}
