namespace RightsEngine.Analysis.Harmonisation;

/// <summary>A right has a form that the search for a limit does not handle; the message says which, for people.</summary>
internal sealed class NotHandledException(string reason) : Exception(reason);
