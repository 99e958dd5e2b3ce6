using RightsEngine.Concepts.Batches;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Rules.Evaluation.Compiled.Lean;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>
/// What emitted code works on: one case of a batch at a time. Methods that give a value return its state and leave the
/// value in <see cref="Result"/>. States: 0 known, 1 absent, -1 fault, and from 2 a handle of missing facts; booleans
/// are one number: 0 false, 1 true, -1 fault, from 2 missing facts.
/// </summary>
internal sealed partial class KernelContext
{
    // INVARIANT: kernels of rights run one after another, so what they leave in the context is read before the next one starts.

    /// <summary>The most keys of a table of figures.</summary>
    public const int MaximumTableKeys = 8;

    /// <summary>A record that exists although nothing was delivered.</summary>
    public const int NilRow = -9;

    /// <summary>The state of a unit that only the reference evaluator can compute; below all others.</summary>
    private const int BailedUnit = int.MinValue;
    private const int NoRow = -1;
    private const int UnknownRow = -2;

    private readonly KernelPlan _plan;
    private readonly RecordColumns[] _records;
    private readonly RelationColumns[] _relations;
    private readonly CaseHouseholds?[] _households;
    /// <summary>What units gave for the persons of the case, person after person: most cases have few, so little memory is in use.</summary>
    private readonly UnitCell[] _unitCells;
    private readonly UnitKernel[] _unitKernels;
    private readonly string?[] _unitCauses;
    private readonly HeldColumns[][] _statuses;
    private readonly Lifetimes _lifetimes = new();
    private bool _hasLifetimes;
    private readonly RightAnswers[] _answers;
    private readonly RightRun[] _needed;
    private readonly int? _requestedOn;
    private int _ageYear, _ageMonthDay, _ageDay = -1;

    /// <param name="plan">What the kernels were compiled for.</param>
    /// <param name="steps">What is decided for each case.</param>
    /// <param name="sets">The sets of kinds of missing facts of the run.</param>
    /// <param name="requestedOn">The day of the request, where the case does not say.</param>
    /// <param name="lean">What is decided in columns; null when nothing is.</param>
    public KernelContext(KernelPlan plan, IEnumerable<DecisionStep> steps, KindSets sets, DateOnly? requestedOn, LeanPlan? lean = null)
    {
        _plan = plan;
        _requestedOn = requestedOn?.DayNumber;
        KindSets = new KindSetMemory(sets);
        Possible = new PossibleMembers(Facts);
        _records = new RecordColumns[plan.Records.Count];
        _relations = new RelationColumns[plan.Relations.Count];
        Columns = new FieldColumn[plan.RecordFields.Count];
        LinkColumns = new FieldColumn[plan.LinkFields.Count];
        _statuses = [.. plan.Statuses.Select(s => s.Leaves.Select(l => new HeldColumns(l)).ToArray())];
        Take(Batch = new CaseBatch(plan.Layout));
        Candidates = new Candidates(plan.MaximumKeys);
        _answers = [.. plan.Rights.Select(_ => new RightAnswers())];
        Checks = [.. plan.Checks.Select(check => new CheckRun(this, check, plan.MaximumKeys))];
        Runs = [.. steps.Select(step => step.Kernel is { } kernel ? Run(kernel, plan.Rights.IndexOf(kernel) is >= 0 and var asked ? _answers[asked] : null) : null)];
        Written = new DecisionRows(this, plan.Kinds);
        _needed = [.. plan.Rights.Select((kernel, number) => Run(kernel, _answers[number]))];
        _unitKernels = [.. plan.Units];
        _unitCells = new UnitCell[_unitKernels.Length * CaseBatch.MaximumPersons];
        _unitCauses = new string?[plan.Units.Count];
        _households = new CaseHouseholds?[plan.Units.Count];
        Lean = lean is null ? null : new LeanBatch(lean, this);
    }

    private RightRun Run(RightKernel kernel, RightAnswers? answers) =>
        new(this, kernel, answers, kernel.Checks is null ? null : new Candidates(_plan.MaximumKeys));

    public CaseBatch Batch { get; private set; }

    /// <summary>
    /// Goes over to another batch of the same layout. Whoever has batches in memory needs one context for each thread and
    /// no more: what a context computes by the way then stays in the same memory.
    /// </summary>
    public void Take(CaseBatch batch)
    {
        Batch = batch;
        for (int i = 0; i < _records.Length; i++) _records[i] = batch.Records[_plan.Records[i].Name];
        for (int i = 0; i < _relations.Length; i++) _relations[i] = batch.Relations[_plan.Relations[i].Name];
        for (int i = 0; i < Columns.Length; i++) Columns[i] = batch.Records[_plan.RecordFields[i].Owner].Fields[_plan.RecordFields[i].Field];
        for (int i = 0; i < LinkColumns.Length; i++) LinkColumns[i] = batch.Relations[_plan.LinkFields[i].Owner].Fields[_plan.LinkFields[i].Field];
        foreach (HeldColumns[] status in _statuses)
            foreach (HeldColumns held in status) held.Take(_records[held.Leaf.Record], Columns[held.Leaf.CodeColumn]);
    }

    public FactArena Facts { get; } = new();

    /// <summary>The rights to decide, in order; null for those that the reference evaluator decides.</summary>
    public RightRun?[] Runs { get; }

    /// <summary>Writes what was decided.</summary>
    public DecisionRows Written { get; }

    /// <summary>How often a right of a case went to the reference evaluator.</summary>
    public long HandedBack { get; set; }

    /// <summary>How often a right of a case went to the reference evaluator, by the number of the step and the cause.</summary>
    public Dictionary<(int Step, string Cause), long> HandedBackBy { get; } = [];

    /// <summary>How often a right of a case was decided outside of the lean lane.</summary>
    public long InGeneral { get; set; }

    public FieldColumn[] Columns { get; }

    public FieldColumn[] LinkColumns { get; }

    /// <summary>Set when something came up that only the reference evaluator can do; results of the case then do not count.</summary>
    public bool Bail { get; set; }

    /// <summary>What came up, where <see cref="Bail"/> is set: a cause, and where it comes from code, its place in the rules.</summary>
    public string Cause { get; private set; } = "";

    /// <summary>Leaves the right of the case to the reference evaluator.</summary>
    /// <param name="cause">Why, for whoever counts.</param>
    public void GiveUp(string cause)
    {
        // What comes of the first cause is none of its own.
        if (!Bail) (Bail, Cause) = (true, cause);
    }

    /// <summary>The value that goes with the state a method returned.</summary>
    public long Result { get; set; }

    /// <summary>The order of the list that a unit gave; only of a unit that may give lists in another order than that of the case.</summary>
    public int Order { get; set; }

    /// <summary>The orders of lists of the case.</summary>
    public Sequences Sequences { get; } = new();

    /// <summary>The case being decided.</summary>
    public int Case { get; private set; }

    /// <summary>Its first person in the batch.</summary>
    public int First { get; private set; }

    public int PersonCount { get; private set; }

    /// <summary>Told apart from all other cases that this context decided.</summary>
    public int Stamp { get; private set; }

    /// <summary>Prepares for deciding the cases that the batch now holds.</summary>
    public void StartBatch() => _hasLifetimes = false;

    /// <summary>Births and deaths of all persons of the batch; read when they are first asked for.</summary>
    public Lifetimes Lifetimes
    {
        get
        {
            if (!_hasLifetimes) _lifetimes.Read(this, _plan.Birth, _plan.Death);
            _hasLifetimes = true;
            return _lifetimes;
        }
    }

    /// <summary>The days of birth of all persons of the batch where everybody has one; else null.</summary>
    public long[]? PlainBirths
    {
        get
        {
            if (_plan.Birth is not { } birth) return null;
            (RecordColumns record, FieldColumn days) = ColumnsOf(birth);
            return record.Record.Per == RecordPeriod.Once && record.IsOneEach && !record.IsPartial && !days.HasGaps ? days.Values : null;
        }
    }

    public RecordColumns RecordOf(int record) => _records[record];

    public RelationColumns RelationOf(int relation) => _relations[relation];

    /// <summary>What goes on in the columns of the batch, right by right; null when all is decided case by case.</summary>
    public LeanBatch? Lean { get; }

    public (RecordColumns, FieldColumn) ColumnsOf(RoleColumn role) => (_records[role.Record], Columns[role.Column]);

    public void StartCase(int index)
    {
        (Case, First, PersonCount) = (index, Batch.FirstPerson(index), Batch.PersonCount(index));
        Facts.Clear();
        Possible.Clear();
        Sequences.Clear();
        Bail = false;
        Stamp++;
    }

    /// <summary>Goes to a case to ask something about it, outside of deciding it.</summary>
    public void MoveTo(int index)
    {
        (Case, First, PersonCount) = (index, Batch.FirstPerson(index), Batch.PersonCount(index));
        Facts.Clear();
        Possible.Clear();
        Sequences.Clear();
        Bail = false;
    }

    /// <summary>Whether some case of the batch may have more links than there are bits.</summary>
    public bool HasManyLinks => Array.Exists(_relations, r => r.Most > CaseBatch.MaximumPersons);

    /// <summary>Whether the columns cannot hold all of the case.</summary>
    public bool IsExotic => IsExoticCase(Case);

    /// <summary>Whether the columns cannot hold all of a case.</summary>
    public bool IsExoticCase(int index)
    {
        if (Batch.IsExotic(index)) return true;
        foreach (RelationColumns relation in _relations)
            if (relation.Most > CaseBatch.MaximumPersons && relation.LinkStart[index + 1] - relation.LinkStart[index] > CaseBatch.MaximumPersons) return true;
        return false;
    }

    /// <summary>Everyone in the case.</summary>
    public long Everyone => PersonCount == CaseBatch.MaximumPersons ? -1 : (1L << PersonCount) - 1;
}
