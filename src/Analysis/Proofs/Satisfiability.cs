using System.Collections.Immutable;

namespace RightsEngine.Analysis.Proofs;

/// <summary>
/// Whether formulas can hold together. "No" is a proof: facts and bounds contradict each other in whatever way the
/// alternatives are chosen. "Yes" is none: what terms are made of is not looked at.
/// </summary>
internal sealed class Satisfiability
{
    /// <summary>How many choices are tried before giving up, which counts as "yes".</summary>
    private const int MostChoices = 4000;

    private int _choices;

    /// <summary>Whether the formulas cannot hold together.</summary>
    public static bool Excluded(IEnumerable<Formula> formulas)
    {
        var search = new Satisfiability();
        return !search.Holds(State.Empty, [.. formulas], []);
    }

    /// <summary>The fewest of the formulas that exclude each other, as found by leaving out one after another; all of them must.</summary>
    public static IReadOnlyList<T> Core<T>(IReadOnlyList<T> items, Func<T, Formula> formula, params Formula[] always)
    {
        List<T> core = [.. items];
        for (int i = core.Count - 1; i >= 0; i--)
        {
            T left = core[i];
            core.RemoveAt(i);
            if (!Excluded(core.Select(formula).Concat(always))) core.Insert(i, left);
        }
        return core;
    }

    private bool Holds(State state, ImmutableStack<Formula> pending, ImmutableList<Disjunction> choices)
    {
        while (true)
        {
            while (!pending.IsEmpty)
            {
                pending = pending.Pop(out Formula next);
                if (next is Conjunction all) foreach (Formula part in all.Parts.Reverse()) pending = pending.Push(part);
                else if (next is Disjunction any) choices = choices.Add(any);
                else if (state.With(next) is { } further) state = further;
                else return false;
            }
            // What is decided, or leaves one alternative only, needs no choice.
            bool changed = false;
            var open = ImmutableList.CreateBuilder<Disjunction>();
            foreach (Disjunction choice in choices)
            {
                if (choice.Parts.Any(p => p is Conjunction { Parts.Count: 0 } || state.Knows(p))) continue;
                Formula[] left = [.. choice.Parts.Where(p => p is Conjunction or Disjunction || state.With(p) is not null)];
                if (left.Length == 0) return false;
                if (left.Length > 1) open.Add(left.Length == choice.Parts.Count ? choice : new Disjunction(left));
                else (pending, changed) = (pending.Push(left[0]), true);
            }
            choices = open.ToImmutable();
            if (changed) continue;
            if (choices.IsEmpty) return true;
            Disjunction first = choices.MinBy(c => c.Parts.Count)!;
            ImmutableList<Disjunction> others = choices.Remove(first);
            foreach (Formula alternative in first.Parts)
            {
                if (++_choices > MostChoices) return true;
                if (Holds(state, [alternative], others)) return true;
            }
            return false;
        }
    }

    /// <summary>What is said so far.</summary>
    private sealed record State(ImmutableDictionary<string, bool> Facts, ImmutableDictionary<Term, Domain> Terms)
    {
        public static readonly State Empty = new(ImmutableDictionary.Create<string, bool>(StringComparer.Ordinal), ImmutableDictionary<Term, Domain>.Empty);

        /// <summary>What is said with one thing more, or null when that contradicts it.</summary>
        public State? With(Formula literal)
        {
            switch (literal)
            {
                case Said said:
                    if (Facts.TryGetValue(said.Key, out bool holds)) return holds == said.Holds ? this : null;
                    return this with { Facts = Facts.Add(said.Key, said.Holds) };
                case Bound bound:
                    return With(bound.Term, Of(bound.Term).With(bound.Operator, bound.Limit));
                case OneOf one:
                    return With(one.Term, Of(one.Term).With(one.Texts, one.Holds));
                default:
                    return this;
            }
        }

        /// <summary>Whether it was said before.</summary>
        public bool Knows(Formula literal) => literal is Said said && Facts.TryGetValue(said.Key, out bool holds) && holds == said.Holds;

        private Domain Of(Term term) => Terms.TryGetValue(term, out Domain? domain) ? domain : Domain.Of(term);

        private State? With(Term term, Domain domain) => domain.IsEmpty ? null : this with { Terms = Terms.SetItem(term, domain) };
    }
}
