using System.Text;

namespace RightsEngine.Data.Populations;

/// <summary>One household of a synthetic population. It is drawn anew for each number; nothing is kept from one to the next.</summary>
internal sealed class SyntheticHousehold
{
    private const int Digits = 8;

    /// <summary>How many households there can be: their numbers have a fixed length, so that ids are in order as texts.</summary>
    public const long Maximum = 99_999_999;

    private readonly PopulationDefinition _definition;
    private readonly ulong _seed;
    private readonly int[] _traits;
    private readonly byte[] _case = new byte[Digits + 1];
    private readonly byte[][] _persons;
    private readonly int _today;

    public SyntheticHousehold(PopulationDefinition definition, ulong seed)
    {
        (_definition, _seed) = (definition, seed);
        int persons = definition.MaximumPersons;
        (Roles, Ages, BirthDays) = (new int[persons], new int[persons], new int[persons]);
        _traits = new int[persons * definition.Traits.Count];
        _persons = [.. Enumerable.Range(1, persons).Select(n => Encoding.ASCII.GetBytes($"h{new string('0', Digits)}-{n:00}"))];
        _case[0] = (byte)'h';
        _today = definition.Day.DayNumber;
    }

    /// <summary>The random numbers of this household.</summary>
    public ulong Stream { get; private set; }

    public int Type { get; private set; }

    public int Persons { get; private set; }

    public int[] Roles { get; }

    public int[] Ages { get; }

    /// <summary>Dates of birth, as day numbers.</summary>
    public int[] BirthDays { get; }

    /// <summary>The id of the case.</summary>
    public ReadOnlySpan<byte> Case => _case;

    /// <summary>The id of a person.</summary>
    public ReadOnlySpan<byte> Person(int person) => _persons[person];

    /// <summary>The number of the value of a trait; -1 for none.</summary>
    public int Trait(int person, int trait) => _traits[person * _definition.Traits.Count + trait];

    public void Become(long number)
    {
        Stream = Draw.Household(_seed, number);
        Type = _definition.TypeWeights.Pick(Draw.At(Stream, 0, 0, 0));
        Persons = 0;
        foreach (MemberRule member in _definition.Types[Type].Members) Add(member);
        for (int t = 0; t < _definition.Traits.Count; t++) DrawTrait(_definition.Traits[t], t);
        Name(number);
    }

    private void Add(MemberRule member)
    {
        long count = member.Count.Pick(Stream, member.Site, 0, 0);
        int elder = member.YoungerThan is { } role ? Array.IndexOf(Roles, role, 0, Persons) : -1;
        for (long n = 0; n < count; n++)
        {
            int person = Persons++, drawn = (int)member.Age.Pick(Stream, member.Site, person, 1);
            int age = Math.Max(0, elder < 0 ? drawn : Ages[elder] - drawn);
            (Roles[person], Ages[person]) = (member.Role, age);
            int first = _definition.Day.AddYears(-age - 1).DayNumber + 1, last = _definition.Day.AddYears(-age).DayNumber;
            BirthDays[person] = first + (int)Draw.Below(Draw.At(Stream, member.Site, person, 4), (ulong)(last - first + 1));
        }
    }

    private void DrawTrait(TraitDraw trait, int number)
    {
        for (int person = 0; person < Persons; person++)
        {
            int value = -1;
            if (trait.OfHousehold && person > 0) value = Trait(0, number);
            else
                foreach (TraitCase one in trait.Cases)
                    if (one.When is null || one.When.Holds(this, person))
                    {
                        value = one.Weights.Pick(Draw.At(Stream, trait.Site, person, 0));
                        break;
                    }
            _traits[person * _definition.Traits.Count + number] = value;
        }
    }

    private void Name(long number)
    {
        for (int i = Digits; i > 0; i--, number /= 10) _case[i] = (byte)('0' + number % 10);
        for (int person = 0; person < Persons; person++) Case.CopyTo(_persons[person]);
    }
}
