namespace RightsEngine.Cli;

/// <summary>What a command tells the shell.</summary>
internal enum ExitCode
{
    /// <summary>Everything was done.</summary>
    Done = 0,

    /// <summary>It could not run: wrong usage, a missing file, unreadable input.</summary>
    CouldNotRun = 1,

    /// <summary>It ran, and some cases were rejected.</summary>
    CasesRejected = 2,

    /// <summary>The rules are invalid.</summary>
    RulesInvalid = 3,

    /// <summary>A test failed.</summary>
    TestFailed = 4,
}
