namespace RightsEngine.Cli;

/// <summary>The command cannot run as it was given; the message says what to do.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>The rules are invalid; the findings have been shown.</summary>
internal sealed class InvalidRulesException() : Exception("the rules are invalid");
