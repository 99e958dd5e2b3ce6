using RightsEngine.Concepts.Cases;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Concepts.Reading;
using RightsEngine.Language.Builtins;
using RightsEngine.Language.Core;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Evaluation.Reference;

/// <summary>What the names of the catalogue and of a right give for their arguments.</summary>
internal sealed partial class Evaluator
{
    private readonly CaseFacts _facts;
    private readonly bool _trace;
    private readonly EvaluationProbe? _probe;
    private readonly DateOnly? _requestedOn;
    private readonly Func<RightDefinition, Value, DateOnly, bool, Value> _granted;
    private readonly Dictionary<MemoKey, (Value Value, TraceNode? Trace)> _memo = [];

    /// <param name="facts">What the sources say about the case.</param>
    /// <param name="requestedOn">The day of the request, or null when not known.</param>
    /// <param name="trace">Whether to keep every value with its origin.</param>
    /// <param name="granted">Asks for the decision on another right: right, holder, date, whether the amount is asked.</param>
    /// <param name="probe">Watches or changes the evaluation, or null.</param>
    public Evaluator(CaseFacts facts, DateOnly? requestedOn, bool trace, Func<RightDefinition, Value, DateOnly, bool, Value> granted, EvaluationProbe? probe = null) =>
        (_facts, _requestedOn, _trace, _granted, _probe) = (facts, requestedOn, trace, granted, probe);

    public CaseFacts Facts => _facts;

    private Value Call(Call call, Env env)
    {
        if (call.Symbol is ConditionSymbol condition) return Remembered(condition.Condition, env, env);
        Value[] arguments = EvaluateAll(call.Arguments, env);
        if (call.Symbol is RecordOfYearSymbol ofYear) return RecordOfYear(ofYear, env);
        // A definition's arguments may be unknown: what it makes of them is its own affair.
        if (call.Symbol is DefinitionSymbol definition) return Define(definition, arguments, env);
        if (call.Symbol is ParameterSymbol parameter) return Parameter(parameter.Parameter, arguments, env.Date);
        if (arguments.Length > 0 && arguments[0] is AbsentValue) return arguments[0];
        if (call.Symbol is ConceptSymbol concept)
            return arguments[0] is PersonValue ? Concept(concept, arguments, env.Date) : Kleene.Strict((ReadOnlySpan<Value>)arguments)!;
        if (Kleene.Strict((ReadOnlySpan<Value>)arguments) is { } stopped) return stopped;
        if (Array.Exists(arguments, a => a is AbsentValue)) return new FaultValue($"{call.Symbol.Description} asked for something that is absent", null);
        return call.Symbol switch
        {
            RecordSymbol s => Record(s.Record, Person(arguments), KeyOf(s.Record, arguments), env.Date),
            RelationSymbol s => Relation(s, Person(arguments), env.Date),
            StatusSymbol s => Status(s, Person(arguments), arguments.Length > 1 ? arguments[1] : null, env.Date),
            AgeSymbol => Age(Person(arguments), ((DateValue)arguments[1]).Value),
            HouseholdSymbol s => Household(s.Household, Person(arguments), env.Date),
            IncomeSymbol s => new IncomeValue(s.Income, Person(arguments), arguments[1], env.Date),
            GrantedSymbol s => _granted(s.Right, arguments[0], env.Date, s.Amount),
            _ => throw new InvalidOperationException($"no meaning for {call.Symbol.Description}"),
        };
    }

    private static Person Person(Value[] arguments) => ((PersonValue)arguments[0]).Person;

    /// <summary>What something came to before; null when it was not asked yet.</summary>
    private Value? Known(Dictionary<MemoKey, (Value Value, TraceNode? Trace)> memo, in MemoKey key)
    {
        if (!memo.TryGetValue(key, out var known)) return null;
        // The first evaluation's trace is shared, so that an explanation finds it wherever the value is used.
        if (known.Trace is not null && _current is not null && (_traced += known.Trace.Children.Count) <= MaximumTrace) _current.Children.AddRange(known.Trace.Children);
        return known.Value;
    }

    /// <summary>Computes what is not known yet, and keeps it.</summary>
    private Value Memoised(Dictionary<MemoKey, (Value Value, TraceNode? Trace)> memo, MemoKey key, Func<Value> compute)
    {
        if (RunsAway(StepsOfDefinition)) return TooManySteps;
        TraceNode? outer = _current;
        TraceNode? own = outer is null ? null : new TraceNode(outer.Expression) { Date = key.Date };
        _current = own;
        Value value = compute();
        _current = outer;
        if (own is not null) outer!.Children.AddRange(own.Children);
        memo[key] = (value, own);
        return value;
    }

    private Value Define(DefinitionSymbol definition, Value[] arguments, Env env)
    {
        var key = new MemoKey(definition, env.Date, MemoKey.Of(arguments));
        return Known(env.Frame.Memo, key) ?? Compute(definition, arguments, env, key);
    }

    private Value Compute(DefinitionSymbol definition, Value[] arguments, Env env, MemoKey key)
    {
        var inner = new Env(env.Frame, null, env.Date);
        for (int i = 0; i < arguments.Length; i++) inner = inner.With(definition.Parameters[i], arguments[i]);
        return Memoised(env.Frame.Memo, key, () => Evaluate(definition.Body!, inner));
    }

    /// <summary>The outcome of a condition, computed once.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="env">Where it is asked.</param>
    /// <param name="inner">Where it is evaluated.</param>
    private Value Remembered(ConditionDefinition condition, Env env, Env inner)
    {
        var key = new MemoKey(condition, env.Date, null);
        return Known(env.Frame.Memo, key) ?? Compute(condition, inner, key);
    }

    private Value Compute(ConditionDefinition condition, Env env, MemoKey key) => Memoised(env.Frame.Memo, key, () => Condition(condition, env));

    private Value Concept(ConceptSymbol concept, Value[] arguments, DateOnly date)
    {
        if (VersionAt(concept.Concept.Versions, date) is not { } version)
            return new FaultValue($"concept `{concept.Name}` is not in force on {date:yyyy-MM-dd}", null);
        var key = new MemoKey(concept, date, MemoKey.Of(arguments));
        return Known(_memo, key) ?? Compute(concept, version, arguments, key);
    }

    private Value Compute(ConceptSymbol concept, ConceptVersion version, Value[] arguments, MemoKey key) => Memoised(_memo, key, () =>
    {
        var frame = new Frame();
        for (int i = 0; i < arguments.Length; i++) frame.Bind(concept.Parameters[i], arguments[i]);
        return Evaluate(version.Value, new Env(frame, null, key.Date));
    });

    private static T? VersionAt<T>(IReadOnlyList<T> versions, DateOnly date)
        where T : class, IVersion
    {
        for (int i = 0; i < versions.Count; i++)
            if (versions[i].InForce.Contains(date)) return versions[i];
        return null;
    }

    /// <summary>The outcome of a condition or a group on a date; children outside their dates do not count.</summary>
    private Value Condition(ConditionDefinition condition, Env env)
    {
        Value outcome = Fold(condition, env);
        _probe?.Tested(condition, outcome);
        return outcome;
    }

    private Value Fold(ConditionDefinition condition, Env env)
    {
        var inner = new Env(env.Frame, null, env.Date);
        if (condition.Kind == ConditionKind.Require) return Evaluate(condition.Require!, inner);
        var children = new List<Value>();
        foreach (ConditionDefinition child in condition.Children)
            if (child.InForce.Contains(env.Date)) children.Add(Remembered(child, env, inner));
        return (_probe?.Kind(condition) ?? condition.Kind) switch
        {
            ConditionKind.Any => Kleene.Or(children),
            ConditionKind.All => Kleene.And(children),
            _ => Kleene.And(children.Select(Kleene.Not)),
        };
    }

    /// <summary>The outcome of a condition with the evaluation behind it.</summary>
    public (Value Value, TraceNode? Trace) ConditionWithTrace(ConditionDefinition condition, Env env)
    {
        TraceNode? outer = _current;
        CoreExpression expression = condition.Require ?? new Literal(BooleanValue.True, Language.Types.RightsType.Boolean, condition.Location);
        _current = _trace ? new TraceNode(expression) { Date = env.Date } : null;
        Value value = Remembered(condition, env, env);
        TraceNode? trace = _current;
        if (trace is not null) trace.Value = value;
        _current = outer;
        return (value, trace);
    }

    private static string? KeyOf(RecordDefinition record, Value[] arguments)
    {
        if (record.Per is RecordPeriod.Once or RecordPeriod.Span) return null;
        if (!arguments[1].TryInt(out int year)) return arguments[1].Number().ToString();
        if (record.Per == RecordPeriod.Year) return $"{year}";
        string part = arguments[2].TryInt(out int n) ? record.Per == RecordPeriod.Quarter ? $"Q{n}" : $"{n:00}" : "?";
        return $"{year}-{part}";
    }

    private Value Record(RecordDefinition record, Person person, string? key, DateOnly date)
    {
        RecordData? data = person.Records.GetValueOrDefault(record.Name);
        // A year that was delivered is known although the source could not tell the others.
        if ((data is { IsUnknown: true } && (key is null || !data.Entries.Exists(e => e.Key == key))) || (key is not null && data?.UnknownKeys.Contains(key) == true))
            return UnknownValue.Of(new Fact(person.Id, record.Name, key, null));
        var items = new List<ListItem>();
        foreach (RecordEntry entry in data?.Entries ?? [])
        {
            if (!entry.Held || entry.Key != key) continue;
            bool? holds = record.Per == RecordPeriod.Span ? entry.Span.Contains(date) : true;
            if (holds == false) continue;
            FactSet? possible = holds is null ? FactSet.Of(new Fact(person.Id, record.Name, key, entry.Span.From.IsUnknown ? "from" : "to")) : null;
            items.Add(new ListItem(new RecordValue(record, person, key, entry), possible));
        }
        bool beforeData = record.Per == RecordPeriod.Span && _facts.IsBeforeData(date);
        if (beforeData && (record.Many || items.Count == 0)) return UnknownValue.Of(new Fact(person.Id, record.Name, key, null));
        if (record.Many && items.Count > 0) return new ListValue(items);
        if (items.Find(i => i.Possible is null) is { Value: { } certain }) return certain;
        if (items.Count > 0) return new UnknownValue(items[0].Possible!);
        return Absence(record, person, key, date);
    }

    /// <summary>What it means that a record is not there, by its rules; rules that cannot be decided yet must agree.</summary>
    private Value Absence(RecordDefinition record, Person person, string? key, DateOnly date)
    {
        FactSet facts = FactSet.Empty;
        AbsentMeaning? meaning = null;
        bool isOpen = false;
        foreach (AbsentRule rule in record.AbsentRules)
        {
            Value when = BooleanValue.True;
            if (rule.When is not null)
            {
                var frame = new Frame();
                frame.Bind(record.PersonLocal, new PersonValue(person));
                if (key is not null && !int.TryParse(key.Split('-')[0], out int _)) return new FaultValue($"`{record.Name}` cannot have `{key}`", null);
                if (key is not null) frame.Bind(record.YearLocal, new NumberValue(int.Parse(key.Split('-')[0])));
                when = Evaluate(rule.When, new Env(frame, null, date));
            }
            if (when is FaultValue) return when;
            if (when is BooleanValue { Value: false }) continue;
            isOpen |= meaning is { } before && before != rule.Means;
            meaning ??= rule.Means;
            if (when is not UnknownValue unknown) break;
            facts = facts.Union(unknown.Facts);
        }
        if (isOpen) return new UnknownValue(facts);
        return meaning.GetValueOrDefault() switch
        {
            AbsentMeaning.Unknown => UnknownValue.Of(new Fact(person.Id, record.Name, key, null)),
            _ when record.Many => ListValue.Empty,
            AbsentMeaning.None => AbsentValue.Instance,
            _ => new RecordValue(record, person, key, null),
        };
    }

    private Value RecordOfYear(RecordOfYearSymbol symbol, Env env)
    {
        var person = (PersonValue)env.Lookup(symbol.Income.PersonLocal)!;
        Value year = env.Lookup(symbol.Income.YearLocal)!;
        string? key = KeyOf(symbol.Record, [person, year]);
        Value record = Record(symbol.Record, person.Person, key, env.Date);
        // An income over a record that does not exist (yet) is not known (yet).
        return record is AbsentValue ? UnknownValue.Of(new Fact(person.Person.Id, symbol.Record.Name, key, null)) : record;
    }

    private Value MemberOf(Value target, string member)
    {
        switch (target)
        {
            case RecordValue r:
                if (member is "from" or "to" && !r.Record.Fields.ContainsKey(member))
                    return SpanMember(r.Entry?.Span ?? default, member, new Fact(r.Owner.Id, r.Record.Name, r.Key, member));
                Value? delivered = r.Entry?.Fields.GetValueOrDefault(member);
                if (_current is not null) Note(new FieldRead(r.Owner.Id, r.Record, null, r.Key, member, delivered is not null));
                return delivered ?? r.Record.Fields[member].Absent ?? UnknownValue.Of(new Fact(r.Owner.Id, r.Record.Name, r.Key, member));
            case IncomeValue i:
                return Income(i, member);
            case LinkValue l:
                return LinkMember(l.Link, member);
            case RowValue row:
                if (_current is not null) Note(new ParameterRead(row.Parameter, row.Version, row.Row, member));
                return row.Row.Columns.GetValueOrDefault(member) is { } figure
                    ? _probe?.Figure(row.Version, row.Row, member, figure) ?? figure
                    : UnknownValue.Of(new Fact(null, row.Parameter.FullName, $"{row.Version.From:yyyy-MM-dd}", member));
            case ContextValue context:
                return context.Find(member)!;
            case AbsentValue or UnknownValue or FaultValue:
                return target;
            default:
                throw new InvalidOperationException($"no members in {target.GetType().Name}");
        }
    }

    private Value LinkMember(Link link, string member)
    {
        if (member == link.Relation.FromRole) return new PersonValue(link.From);
        if (member == link.Relation.ToRole) return new PersonValue(link.To);
        if (link.PossibleFact is { } fact) return UnknownValue.Of(fact);
        if (member == "kind") return link.Kind is null ? UnknownValue.Of(new Fact(link.From.Id, link.Relation.Name, link.To.Id, "kind")) : new TextValue(link.Kind);
        if (member is "from" or "to" && !link.Relation.Fields.ContainsKey(member)) return SpanMember(link.Span, member, new Fact(link.From.Id, link.Relation.Name, link.To.Id, member));
        Value? delivered = link.Fields.GetValueOrDefault(member);
        if (_current is not null) Note(new FieldRead(link.From.Id, null, link.Relation, link.To.Id, member, delivered is not null));
        return delivered ?? link.Relation.Fields[member].Absent ?? UnknownValue.Of(new Fact(link.From.Id, link.Relation.Name, link.To.Id, member));
    }

    private static Value SpanMember(CaseSpan span, string member, Fact fact)
    {
        SpanDate date = member == "from" ? span.From : span.To;
        if (date.IsUnknown) return UnknownValue.Of(fact);
        return date.Date is { } d ? new DateValue(d) : AbsentValue.Instance;
    }

    private Value Relation(RelationSymbol symbol, Person person, DateOnly date) => _facts.Follow(person, symbol.Relation, symbol.Path, date);

    private Value Status(StatusSymbol symbol, Person person, Value? argument, DateOnly date)
    {
        if (_current is not null) Note(new StatusRead(person.Id, symbol.Status));
        return _facts.Status(person, symbol, date, argument);
    }

    private Value Age(Person person, DateOnly date)
    {
        if (_facts.BirthDateOf(person) is not { } birth) return new FaultValue("the catalogue does not say which field is the date of birth", null);
        if (_current is not null && _facts.BirthDateField is { } field) Note(new FieldRead(person.Id, field.Record, null, null, field.Field.Name, birth is DateValue));
        if (birth is DateValue d) return new NumberValue(AgeOn(d.Value, date));
        if (birth is not UnknownValue unknown || PartialDate.Bounds(unknown) is not var (first, last)) return birth;
        (decimal youngest, decimal oldest) = (AgeOn(last, date), AgeOn(first, date));
        return youngest == oldest ? new NumberValue(oldest) : new UnknownValue(unknown.Facts, youngest, oldest);
    }

    private static decimal AgeOn(DateOnly birth, DateOnly date) => Math.Floor(DateBuiltins.WholeMonths(birth, date) / 12m);

    private Value Household(HouseholdDefinition household, Person person, DateOnly date)
    {
        var key = new MemoKey(household, date, new PersonValue(person));
        return Known(_memo, key) ?? Compute(household, person, key);
    }

    private Value Compute(HouseholdDefinition household, Person person, MemoKey key) =>
        Memoised(_memo, key, () =>
        {
            DateOnly date = key.Date;
            if (VersionAt(household.Versions, date) is not { } version)
                return new FaultValue($"household `{household.Name}` is not in force on {date:yyyy-MM-dd}", null);
            var day = new DateSpan(date, date);
            var items = new List<ListItem>();
            foreach (Person member in _facts.Case.Persons)
            {
                var frame = new Frame();
                frame.Bind(household.PersonLocal, new PersonValue(person));
                frame.Bind(household.MemberLocal, new PersonValue(member));
                var all = default(Conjunction);
                if (all.Add(_facts.Alive(person, day)) && all.Add(_facts.Alive(member, day))) all.Add(Evaluate(version.Members, new Env(frame, null, date)));
                Value belongs = all.Value;
                if (belongs is FaultValue) return belongs;
                if (belongs is BooleanValue { Value: false }) continue;
                items.Add(new ListItem(new PersonValue(member), belongs is UnknownValue u ? u.Facts : null));
            }
            return new ListValue(items);
        });

    /// <summary>A component or group of an income, or the whole for the empty name.</summary>
    private Value Income(IncomeValue asked, string part)
    {
        var key = new MemoKey(asked.Income, asked.Date, MemoKey.Of([new PersonValue(asked.Person), asked.Year]), part);
        return Known(_memo, key) ?? Compute(asked, part, key);
    }

    private Value Compute(IncomeValue asked, string part, MemoKey key) =>
        Memoised(_memo, key, () =>
        {
            DateOnly date = asked.Date;
            if (VersionAt(asked.Income.Versions, date) is not { } version)
                return new FaultValue($"income `{asked.Income.Name}` is not in force on {date:yyyy-MM-dd}", null);
            var frame = new Frame();
            frame.Bind(asked.Income.PersonLocal, new PersonValue(asked.Person));
            frame.Bind(asked.Income.YearLocal, asked.Year);
            var env = new Env(frame, null, date);
            Value[] parts = [.. version.Components
                .Where(c => c.InForce.Contains(date) && (part.Length == 0 || c.Id == part || c.Group == part))
                .Select(c => Weighted(c, Evaluate(c.Take, env)))];
            if (Kleene.Strict((ReadOnlySpan<Value>)parts) is { } stopped) return stopped;
            decimal? total = 0m;
            foreach (Value value in parts)
                if (total is { } t) total = ExactDecimal.Add(t, value.Number());
            return total.OrOverflow();
        });

    private static Value Weighted(IncomeComponent component, Value taken)
    {
        if (taken is AbsentValue) return new NumberValue(0);
        if (taken is not NumberValue n) return taken;
        if (ExactDecimal.Multiply(n.Value, component.Numerator) is not { } product) return BuiltinSupport.Overflow;
        return component.Denominator == 1 ? new NumberValue(product) : ExactDecimal.Divide(product, component.Denominator).OrOverflow();
    }

    private Value Parameter(ParameterDefinition parameter, Value[] keys, DateOnly date)
    {
        ParameterVersion? version = parameter.InForce.Contains(date) ? parameter.At(date) : null;
        var missing = new Fact(null, parameter.FullName, version is null ? null : $"{version.From:yyyy-MM-dd}", null);
        if (version is not null) _probe?.Asked(parameter, version);
        if (version is null || version.IsMissing) return UnknownValue.Of(missing);
        if (version.Rows is null)
        {
            if (_current is not null) Note(new ParameterRead(parameter, version, null, null));
            return _probe?.Figure(version, null, null, version.Value!) ?? version.Value!;
        }
        if (keys.FirstOrDefault(k => k is FaultValue) is { } fault) return fault;
        var possible = new List<RowValue>();
        FactSet facts = FactSet.Empty;
        foreach (ParameterRow row in version.Rows)
        {
            var all = default(Conjunction);
            for (int i = 0; i < row.Keys.Count && all.Add(Matches(row.Keys[i], keys[i])); i++)
            {
            }
            Value matches = all.Value;
            if (matches is BooleanValue { Value: false }) continue;
            if (matches is BooleanValue && possible.Count == 0) return new RowValue(parameter, version, row);
            if (matches is UnknownValue u) facts = facts.Union(u.Facts);
            possible.Add(new RowValue(parameter, version, row));
            // The first row that fits counts: behind one that fits for certain nothing is possible.
            if (matches is BooleanValue) break;
        }
        if (possible.Count == 0) return new FaultValue($"`{parameter.Name}` has no row for {string.Join(", ", keys.Select(Shown))} on {date:yyyy-MM-dd}", null);
        return possible.All(p => p.Equals(possible[0])) ? possible[0] : new UnknownValue(facts);
    }

    private static Value Matches(KeyCell cell, Value key)
    {
        if (cell.IsAny) return BooleanValue.True;
        if (key is AbsentValue) return BooleanValue.False;
        return cell.Range is { } range ? InRange(key, range.LowIncluded, range.Low, range.High, range.HighIncluded) : Compare(ComparisonOperator.Equal, key, cell.Single!);
    }

    private static string Shown(Value value) => value switch
    {
        TextValue t => t.Value,
        NumberValue n => n.Value.ToString(),
        BooleanValue b => b.Value ? "true" : "false",
        DateValue d => $"{d.Value:yyyy-MM-dd}",
        _ => "absent",
    };

    /// <summary>Keeps what was read, where there is a trace.</summary>
    private void Note(TraceRead read) => _current!.Read = read;
}
