using LearningActors.Imports;

namespace LearningActors.Brokers;

/// <summary>Tells kinds of cash from the words of brokers.</summary>
internal static class CashKinds
{
    /// <summary>The first word that is found tells: a fee on a dividend is a fee, and lending brings interest and is lending.</summary>
    private static readonly (string Word, CashKind Kind)[] s_words =
    [
        ("lending", CashKind.Lending),
        ("withholding", CashKind.Tax),
        ("tax", CashKind.Tax),
        ("fee", CashKind.Fee),
        ("commission", CashKind.Fee),
        ("dividend", CashKind.Dividend),
        ("interest", CashKind.Interest),
        ("deposits/withdrawals", CashKind.Transfer),
        ("withdrawal", CashKind.Withdrawal),
        ("deposit", CashKind.Deposit),
        ("funds received", CashKind.Deposit),
        ("contribution", CashKind.Deposit),
        ("transfer", CashKind.Transfer),
        ("adjustment", CashKind.Adjustment),
        ("mark to market", CashKind.Adjustment),
    ];

    /// <summary>The kind of a broker's words and an amount.</summary>
    internal static CashKind Of(string words, decimal amount)
    {
        foreach (var (word, kind) in s_words)
        {
            if (words.Contains(word, StringComparison.OrdinalIgnoreCase))
                return word != "deposits/withdrawals" ? kind
                    : amount < 0 ? CashKind.Withdrawal
                    : CashKind.Deposit;
        }

        return CashKind.Other;
    }
}
