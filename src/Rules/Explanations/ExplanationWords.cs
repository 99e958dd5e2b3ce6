namespace RightsEngine.Rules.Explanations;

/// <summary>The fixed words of explanations per language.</summary>
internal static class ExplanationWords
{
    private static readonly Dictionary<string, (string Nl, string En)> Words = new(StringComparer.Ordinal)
    {
        ["yes"] = ("ja", "yes"),
        ["no"] = ("nee", "no"),
        ["years"] = ("jaar", "years"),
        ["months"] = ("maanden", "months"),
        ["nobody"] = ("niemand", "nobody"),
        ["absent"] = ("niet aanwezig", "absent"),
        ["unknown"] = ("niet bekend", "not known"),
        ["granted"] = ("toegekend", "granted"),
        ["refused"] = ("geweigerd", "refused"),
        ["undetermined"] = ("nog niet te bepalen", "undetermined"),
        ["error"] = ("fout in de berekening", "error in the computation"),
        ["decision"] = ("Beslissing", "Decision"),
        ["for"] = ("voor", "for"),
        ["case"] = ("dossier", "case"),
        ["period"] = ("Periode", "Period"),
        ["to"] = ("tot en met", "to"),
        ["reference_date"] = ("peildatum", "reference date"),
        ["authority"] = ("Instantie", "Authority"),
        ["automatic"] = ("mag automatisch verstuurd worden", "may be sent automatically"),
        ["manual"] = ("moet door een dossierbehandelaar bekeken worden", "a case worker has to look at it"),
        ["conditions"] = ("Voorwaarden", "Conditions"),
        ["met"] = ("voldaan", "met"),
        ["not_met"] = ("niet voldaan", "not met"),
        ["not_known"] = ("nog niet bekend", "not known yet"),
        ["failed"] = ("niet te berekenen", "could not be computed"),
        ["amount"] = ("Bedrag", "Amount"),
        ["amount_due"] = ("er is een bedrag verschuldigd", "an amount is due"),
        ["award"] = ("toegekend op een controledatum, en nog lopend", "granted on a check date, and still running"),
        ["granted_on"] = ("Toegekend op", "Granted on"),
        ["runs_until"] = ("loopt tot en met", "runs until"),
        ["amount_between"] = ("tussen", "between"),
        ["and"] = ("en", "and"),
        ["amount_undetermined"] = ("bedrag nog niet te bepalen", "amount undetermined"),
        ["figures"] = ("Tussenresultaten", "Intermediate results"),
        ["parameters"] = ("Bedragen en grenzen uit de regelgeving", "Amounts and limits from the law"),
        ["since"] = ("geldig vanaf", "in force from"),
        ["verified"] = ("geverifieerd", "verified"),
        ["secondary"] = ("uit een secundaire bron", "from a secondary source"),
        ["derived"] = ("afgeleid", "derived"),
        ["source"] = ("bron", "source"),
        ["facts"] = ("Gebruikte gegevens", "Facts used"),
        ["nothing_at_source"] = ("de bron vermeldt niets", "the source says nothing"),
        ["held"] = ("status nagekeken", "status looked up"),
        ["legal_basis"] = ("Rechtsgrond", "Legal basis"),
        ["fetch"] = ("Nog op te vragen", "To be fetched"),
        ["judge"] = ("Nog te beoordelen", "To be judged"),
        ["from_source"] = ("bij", "from"),
        ["missing_rule"] = ("Ontbreekt in de regelgeving zoals hier opgenomen", "Missing in the rules as recorded here"),
        ["version"] = ("Versie van de regel", "Version of the rule"),
        ["weakest"] = ("zwakste bron van de gebruikte bedragen", "weakest source of the amounts used"),
        ["per day"] = ("per dag", "per day"),
        ["per month"] = ("per maand", "per month"),
        ["per quarter"] = ("per kwartaal", "per quarter"),
        ["per year"] = ("per jaar", "per year"),
        ["fault"] = ("Fout", "Fault"),
    };

    /// <summary>The word in a language, else in English; a word that is not in the list as it is.</summary>
    public static string In(string language, string key) =>
        !Words.TryGetValue(key, out var word) ? key : language == "nl" ? word.Nl : word.En;
}
