using System.Linq.Expressions;
using RightsEngine.Concepts.Batches;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Values;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>A field with a role (birth, death), by its columns.</summary>
internal sealed record RoleColumn(int Record, int Column, int RecordKind, int FieldKind, int AbsentState, bool MayBeLeftOut);

/// <summary>A status read from a record, by its columns.</summary>
internal sealed record StatusLeaf(int Record, int CodeColumn, long Code, bool SilenceIsUnknown, int RecordKind, int CodeKind);

internal sealed record StatusPlan(StatusLeaf[] Leaves);

/// <summary>What the kernels of one run share: columns, kinds of facts, statuses, units.</summary>
internal sealed class KernelPlan(ConceptCatalogue catalogue)
{
    private readonly Dictionary<string, int> _recordNumbers = [];
    private readonly Dictionary<string, int> _relationNumbers = [];
    private readonly Dictionary<(string, string), int> _fieldNumbers = [];
    private readonly Dictionary<(string, string), int> _linkFieldNumbers = [];
    private readonly Dictionary<StatusDefinition, int> _statusNumbers = [];
    private readonly Dictionary<int, int> _relationKinds = [];

    /// <summary>Whether kernels are interpreted and not made into machine code: the same trees, ready sooner and slower to run. For a few cases.</summary>
    public bool IsInterpreted { get; init; }

    /// <summary>The code of a kernel, made when it is first run.</summary>
    public KernelCode<T> Code<T>(Expression<T> tree)
        where T : Delegate
    {
        Kernels++;
        return new(tree, IsInterpreted);
    }

    /// <summary>How many kernels have trees of their own.</summary>
    public int Kernels { get; private set; }

    public ConceptCatalogue Catalogue => catalogue;

    public BatchLayout Layout { get; } = new();

    public FactKinds Kinds { get; } = new(catalogue);

    public List<RecordDefinition> Records { get; } = [];

    public List<RelationDefinition> Relations { get; } = [];

    public List<(string Owner, string Field)> RecordFields { get; } = [];

    public List<(string Owner, string Field)> LinkFields { get; } = [];

    public List<StatusPlan> Statuses { get; } = [];

    public List<UnitKernel> Units { get; } = [];

    /// <summary>The kernels of rights that other rights ask for.</summary>
    public List<RightKernel> Rights { get; } = [];

    /// <summary>The check dates of rights with memory.</summary>
    public List<CheckKernel> Checks { get; } = [];

    public int Number(RightKernel kernel)
    {
        int number = Rights.IndexOf(kernel);
        if (number >= 0) return number;
        Rights.Add(kernel);
        return Rights.Count - 1;
    }

    /// <summary>The most parts of <c>one_per</c> of any right, and one for <c>first_by</c>.</summary>
    public int MaximumKeys { get; set; } = 1;

    public RoleColumn? Birth { get; private set; }

    public RoleColumn? Death { get; private set; }

    /// <summary>Reserves the columns of birth and death, which every right needs.</summary>
    public void AddRoles()
    {
        Birth = Role(catalogue.BirthDate);
        Death = Role(catalogue.DeathDate);
    }

    public int Record(RecordDefinition record)
    {
        if (_recordNumbers.TryGetValue(record.Name, out int number)) return number;
        Layout.Need(record);
        Records.Add(record);
        return _recordNumbers[record.Name] = Records.Count - 1;
    }

    public int Relation(RelationDefinition relation)
    {
        if (_relationNumbers.TryGetValue(relation.Name, out int number)) return number;
        Layout.Need(relation);
        Relations.Add(relation);
        number = _relationNumbers[relation.Name] = Relations.Count - 1;
        _relationKinds[number] = Kinds.NumberOf(new FactKind(relation.Name, null, null, true, false));
        return number;
    }

    /// <summary>The kind of fact that all links of a relation of a person are.</summary>
    public int RelationKind(int relation) => _relationKinds[relation];

    public int Field(RecordDefinition record, string field)
    {
        if (_fieldNumbers.TryGetValue((record.Name, field), out int number)) return number;
        Record(record);
        Layout.Need(record, field);
        RecordFields.Add((record.Name, field));
        return _fieldNumbers[(record.Name, field)] = RecordFields.Count - 1;
    }

    public int LinkField(RelationDefinition relation, string field)
    {
        if (_linkFieldNumbers.TryGetValue((relation.Name, field), out int number)) return number;
        Relation(relation);
        Layout.Need(relation, field);
        LinkFields.Add((relation.Name, field));
        return _linkFieldNumbers[(relation.Name, field)] = LinkFields.Count - 1;
    }

    public int Status(StatusDefinition status)
    {
        if (_statusNumbers.TryGetValue(status, out int number)) return number;
        Statuses.Add(new StatusPlan([.. status.Leaves.Select(Leaf)]));
        return _statusNumbers[status] = Statuses.Count - 1;
    }

    private StatusLeaf Leaf(StatusDefinition leaf)
    {
        RecordDefinition record = leaf.FromRecord!;
        return new StatusLeaf(Record(record), Field(record, "code"), Layout.Texts.NumberOf(leaf.Code!), leaf.SilenceIsUnknown,
            Kinds.NumberOf(new FactKind(record.Name, null, null, true, false)), Kinds.NumberOf(new FactKind(record.Name, leaf.Code, null, true, false)));
    }

    private RoleColumn? Role((RecordDefinition Record, FieldDefinition Field)? role)
    {
        if (role is not var (record, field)) return null;
        int absent = field.Absent switch { AbsentValue => 1, null => -1, _ => -1 };
        return new RoleColumn(Record(record), Field(record, field.Name), Kinds.NumberOf(new FactKind(record.Name, null, null, true, false)),
            Kinds.NumberOf(new FactKind(record.Name, null, field.Name, true, false)), absent,
            field.Type.IsOptional || record.AbsentRules.All(r => r.Means != AbsentMeaning.Unknown));
    }
}
