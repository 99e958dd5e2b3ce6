namespace RightsEngine.Rules.Tests.Differential;

/// <summary>The catalogue of the generated rulebooks: every kind of declaration, and every meaning of silence.</summary>
internal static class DifferentialCatalogue
{
    public const string Text = """
        record: birth
        title: {en: birth}
        source: {authority: Register}
        of: person
        per: once
        absent_record: unknown
        fields:
          birth_date: {type: date, title: {en: date of birth}, absent: unknown, role: birth_date}
          death_date: {type: "date?", title: {en: date of death}, absent: absent, role: death_date}
        ---
        codes: region
        title: {en: region}
        values:
          north: {title: {en: North}}
          south: {title: {en: South}}
          east: {title: {en: East}}
        ---
        record: home
        title: {en: home}
        source: {authority: Register}
        of: person
        per: span
        absent_record: none
        fields:
          address: {type: identifier, title: {en: address}, absent: unknown}
          region: {type: region, title: {en: region}, absent: unknown}
          shared: {type: boolean, title: {en: shared}, absent: false}
        ---
        record: sheet
        title: {en: sheet}
        source: {authority: Register}
        of: person
        per: once
        absent_record: nil
        fields:
          n1: {type: number, title: {en: n1}, absent: 0}
          n2: {type: number, title: {en: n2}, absent: unknown}
          opt: {type: "number?", title: {en: opt}, absent: absent}
          flag: {type: boolean, title: {en: flag}, absent: false}
          doubt: {type: boolean, title: {en: doubt}, absent: unknown}
          day: {type: date, title: {en: day}, absent: unknown}
          fine: {type: "money per month?", title: {en: fine}, absent: absent}
        ---
        record: wages
        title: {en: wages}
        source: {authority: Tax office}
        of: person
        per: year
        absent_record:
          - {when: "age on(person, date(year, 12, 31)) < 18", means: nil}
          - {when: "year > reference_date.year - 1", means: none}
          - {means: unknown}
        fields:
          gross: {type: money per year, title: {en: gross}, absent: 0}
          net: {type: money per year, title: {en: net}, absent: unknown}
        ---
        record: bill
        title: {en: bill}
        source: {authority: Company}
        of: person
        per: year
        absent_record: nil
        fields:
          total: {type: money per year, title: {en: total}, absent: 0}
          own: {type: boolean, title: {en: own}, absent: false}
        ---
        record: quarter_pay
        title: {en: pay of a quarter}
        source: {authority: Office}
        of: person
        per: quarter
        absent_record: none
        fields:
          hours: {type: number, title: {en: hours}, absent: 0}
        ---
        record: month_pay
        title: {en: pay of a month}
        source: {authority: Office}
        of: person
        per: month
        absent_record: unknown
        fields:
          pay: {type: money per month, title: {en: pay}, absent: 0}
        ---
        record: job
        title: {en: job}
        source: {authority: Office}
        of: person
        per: span
        many: true
        absent_record: none
        fields:
          pay: {type: money per month, title: {en: pay}, absent: 0}
          full: {type: boolean, title: {en: full time}, absent: unknown}
        ---
        record: aid
        title: {en: aid}
        source: {authority: Crossroads}
        of: person
        per: span
        many: true
        absent_record: none
        fields:
          code: {type: aid_code, title: {en: code}, absent: unknown}
        ---
        codes: aid_code
        title: {en: aid}
        values:
          SUPPORT: {title: {en: support}}
          CARE: {title: {en: care}}
        ---
        status: support
        title: {en: support}
        from_record: aid
        code: SUPPORT
        absent_record: none
        ---
        status: care
        title: {en: care}
        from_record: aid
        code: CARE
        absent_record: unknown
        ---
        status: any_help
        title: {en: any help}
        any_of: [support, care]
        ---
        relation: raises
        title: {en: raising}
        from: {parent: person}
        to: {child: person}
        names: {forward: raised_children, inverse: raisers, link: care_of}
        per: span
        absent: none
        fields:
          share: {type: number, title: {en: share}, absent: 1}
          by_court: {type: boolean, title: {en: by court}, absent: unknown}
        ---
        relation: partner
        title: {en: partner}
        from: {partner_a: person}
        to: {partner_b: person}
        symmetric: true
        names: {forward: partners, link: partnerships}
        kinds:
          married: {en: married}
          cohabiting: {en: cohabiting}
        per: span
        absent: none
        ---
        relation: guardian
        title: {en: guardian}
        from: {ward: person}
        to: {guard: person}
        names: {forward: guardian, inverse: wards, link: guardianships}
        max: 1
        per: span
        absent: none
        ---
        relation: keeper
        title: {en: keeper}
        from: {kept: person}
        to: {keeps: person}
        names: {forward: keepers, inverse: keeping}
        per: span
        absent: unknown
        ---
        household: housemates
        title: {en: housemates}
        around: person
        partition: true
        members: m = person or m.home.address = person.home.address
        ---
        household: family
        title: {en: family}
        around: person
        members: m = person or m in person.partners or (m in person.raised_children and m.sheet.flag)
        ---
        income: yearly_income
        title: {en: income}
        of: person
        per: year
        components:
          - {id: gross, take: wages.gross}
          - {id: net, take: wages.net, times: 100/80, group: low}
          - {id: bills, take: bill.total, times: 80%, group: low}
          - {id: old, take: bill.total, times: 3, in_force: {to: 2022-06-30}}
        ---
        parameter: base
        title: {en: base}
        type: money per year
        values:
          2019-01-01: {value: 12000, source: gazette, status: verified}
          2022-01-01: {value: 15000.55, source: gazette, status: derived}
        ---
        parameter: y_none
        title: {en: y_none}
        type: money per year
        values: {2019-01-01: {value: 0, source: gazette, status: verified}}
        ---
        parameter: y_some
        title: {en: y_some}
        type: money per year
        values: {2019-01-01: {value: 1000.10, source: gazette, status: verified}}
        ---
        parameter: y_most
        title: {en: y_most}
        type: money per year
        values: {2019-01-01: {value: 20000, source: gazette, status: verified}}
        ---
        parameter: m_none
        title: {en: m_none}
        type: money per month
        values: {2019-01-01: {value: 0, source: gazette, status: verified}}
        ---
        parameter: m_some
        title: {en: m_some}
        type: money per month
        values: {2019-01-01: {value: 99.99, source: gazette, status: verified}}
        ---
        parameter: gap
        title: {en: gap}
        type: number
        values:
          2019-01-01: {value: 3, source: gazette, status: verified}
          2023-01-01: missing
        ---
        parameter: rates
        title: {en: rates}
        keys: {size: number, where: region}
        columns: {rate: money per month, extra: number}
        values:
          2019-01-01:
            status: verified
            rows:
              - ["[0..2]", north, 10.10, 1]
              - ["[0..2]", any, 20, missing]
              - ["(2..5)", any, 30.05, 3]
              - ["[5..99]", any, 40, 4]
        ---
        concept: adult
        title: {en: adult}
        of: person
        type: boolean
        value: age on(person, reference_date) >= 18
        ---
        concept: years
        title: {en: years}
        of: person
        type: number
        value: age on(person, reference_date)
        ---
        concept: means
        title: {en: means}
        of: person
        with: {unit: list of person, y: number}
        type: money per year
        value: sum(for u in unit return yearly_income(u, y))
        """;
}
