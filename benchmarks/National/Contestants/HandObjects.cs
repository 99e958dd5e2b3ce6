using RightsEngine.National.Inputs;

namespace RightsEngine.National.Contestants;

/// <summary>The five rights in plain C# over objects with <see cref="decimal"/> amounts.</summary>
internal sealed class HandObjects : InMemory
{
    private Home[] _homes = [];

    public override int Households => 1_000_000;

    public override void Load(string folder, int households, int threads) => _homes = Home.Of(PopulationColumns.Read(folder, households, threads));

    public override void Decide(int worker, int from, int to, Answers answers)
    {
        for (int h = from; h < to; h++)
        {
            Home home = _homes[h];
            int children = 0;
            decimal total = 0;
            bool minimum = false, disability = false;
            foreach (Member member in home.Members)
            {
                if (member.BirthDate > Figures.AdultsAreBornBy) children++;
                foreach (Assessment assessment in member.Assessments)
                    if (assessment.Year == Figures.IncomeYear) total += assessment.Income;
                foreach (Status status in member.Statuses)
                {
                    if (status.From > Figures.Day || status.To < Figures.Day) continue;
                    minimum |= status.Code is "LIVING_WAGE" or "GUARANTEE";
                    disability |= status.Code == "DISABILITY";
                }
            }
            bool isSmall = children < Figures.ManyChildren;
            bool reimbursed = minimum || total < Figures.Euros(Figures.ReimbursementBase) + Figures.Euros(Figures.ReimbursementPerMember) * (home.Members.Count - 1);
            bool supplement = children >= 1 && total <= Figures.Euros(isSmall ? Figures.SupplementSmallLimit : Figures.SupplementLargeLimit);
            bool school = children >= 1 && total < Figures.Euros(Figures.SchoolBase) + Figures.Euros(Figures.SchoolPerChild) * children;
            bool tariff = reimbursed || disability;
            answers.Granted[h] = (ushort)((reimbursed ? 1 << Right.IncreasedReimbursement | 1 << Right.ReducedCarePremium : 0)
                | (school ? 1 << Right.SchoolAllowance : 0) | (supplement ? 1 << Right.SocialSupplement : 0) | (tariff ? 1 << Right.SocialTariff : 0));
            answers.Supplement[h] = supplement ? (long)(children * Figures.Euros(isSmall ? Figures.SupplementSmallAmount : Figures.SupplementLargeAmount) * 100) : 0;
            answers.School[h] = school ? (long)(children * Figures.Euros(Figures.SchoolAmount) * 100) : 0;
        }
    }
}
