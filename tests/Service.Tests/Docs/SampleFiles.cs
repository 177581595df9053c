namespace LearningActors.Tests.Docs;

/// <summary>Files of the names that the pages use, small and sound.</summary>
internal static class SampleFiles
{
    internal static async Task WriteToAsync(string folder)
    {
        await WriteAsync(
            "signals.jsonl",
            """{"signal": "BUY", "ticker": "AAPL", "confidence": 0.8, "explanation": "Low.", "feedback": {"helpful": true}}"""
        );
        await WriteAsync(
            "trades.csv",
            """
            trade_id,strategy_rule,symbol,side,entry_time,exit_time,entry_price,exit_price,quantity,entry_reasoning
            of-a-page,pullback,AAPL,long,2026-03-02T10:00:00Z,2026-03-02T12:00:00Z,100,101,10,RSI is low
            """
        );
        await WriteAsync(
            "history.csv",
            """
            execution_id,executed_at,instrument,action,quantity,price,fees
            of-a-page,2026-03-02T15:00:00Z,PLTR,STO,1,2.40,1
            """
        );

        Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(folder, name), $"{text}\n");
    }
}
