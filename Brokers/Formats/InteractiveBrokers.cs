using System.Xml;
using System.Xml.Linq;
using LearningActors.Recommendations;

namespace LearningActors.Brokers.Formats;

/// <summary>A trade of Interactive Brokers' Flex query; its XML and its CSV have the same fields under slightly different names.</summary>
internal static class InteractiveBrokersTrade
{
    private static readonly string[] s_times =
    [
        "uuuuMMdd';'HHmmss",
        "uuuu-MM-dd';'HH:mm:ss",
        "uuuu-MM-dd', 'HH:mm:ss",
        "uuuuMMdd",
        "uuuu-MM-dd",
    ];
    private static readonly string[] s_days = ["uuuuMMdd", "uuuu-MM-dd"];

    /// <summary>Reads a trade.</summary>
    /// <param name="line">Where it stands.</param>
    /// <param name="field">The value of a field by its name in the XML; empty where it is missing.</param>
    /// <param name="context">
    /// What the file does not say itself. Flex writes times in the zone that the user chose, New York unless changed.
    /// </param>
    /// <exception cref="FormatException">A field can't be read.</exception>
    internal static Fill Read(int line, Func<string, string> field, BrokerFileContext context)
    {
        var quantity = FieldText.Number(field("quantity"), "Quantity");
        var multiplier = field("multiplier") is { Length: > 0 } given ? FieldText.Number(given, "Multiplier") : 1;
        var asset = field("assetCategory").ToUpperInvariant() switch
        {
            "STK" => InstrumentKind.Share,
            "OPT" => InstrumentKind.Option,
            "FUT" => InstrumentKind.Future,
            "FOP" or "FSFOP" => InstrumentKind.FutureOption,
            "CRYPTO" => InstrumentKind.Crypto,
            _ => InstrumentKind.Other,
        };
        if (asset == InstrumentKind.Option && field("multiplier").Length == 0)
            multiplier = 100;
        var instrument = asset == InstrumentKind.Option ? Contract(field) : field("symbol");
        if (instrument.Length == 0 || quantity == 0)
            throw new FormatException("Symbol or Quantity is missing");
        var (isOption, price) = (
            asset is InstrumentKind.Option or InstrumentKind.FutureOption,
            FieldText.Number(field("tradePrice"), "TradePrice") * multiplier
        );
        var end = End(field("transactionType"), field("notes"));
        return new Fill(
            line,
            FieldText.Local(field("dateTime"), "DateTime", context.Zone, s_times),
            instrument,
            asset,
            field("underlyingSymbol") is { Length: > 0 } underlying ? underlying.Replace(' ', '.')
                : asset == InstrumentKind.Option ? Occ.Underlying(instrument)
                : instrument,
            // The XML signs quantities; the CSV may not.
            quantity > 0
                && !field("buySell").StartsWith("SELL", StringComparison.OrdinalIgnoreCase),
            field("openCloseIndicator") switch
            {
                "O" => PositionEffect.Open,
                "C" => PositionEffect.Close,
                _ => PositionEffect.Unknown,
            },
            Cause(asset, field("transactionType"), end, price),
            Math.Abs(quantity),
            price,
            // Commissions and taxes are negative where they were paid.
            -FieldText.Number(field("ibCommission"), "IBCommission") - FieldText.Number(field("taxes"), "Taxes"),
            field("currency") is { Length: > 0 } currency ? currency : "USD",
            multiplier,
            field("ibOrderID") is { Length: > 0 } order ? order : null,
            context.Account ?? (field("accountId") is { Length: > 0 } account ? account : null),
            isOption ? end : null
        );
    }

    /// <summary>
    /// How an option ended, by the codes in the notes of it and of its shares: Ep expired, A assigned, Ex (AEx, MEx) exercised, GEA
    /// either of them against each other.
    /// </summary>
    private static ExecutionAction? End(string transactionType, string notes)
    {
        // Other codes stand beside them on what somebody traded: O, C, P, and so on.
        if (transactionType.Length > 0 && transactionType != "BookTrade")
            return null;
        foreach (var code in notes.Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            switch (code)
            {
                case "Ep":
                    return ExecutionAction.Expired;
                case "A":
                    return ExecutionAction.Assigned;
                case "Ex" or "AEx" or "MEx" or "GEA":
                    return ExecutionAction.Assigned;
            }
        }

        return null;
    }

    /// <summary>What is booked was not traded: shares that an option brought or took, and the option itself.</summary>
    private static ExecutionCause Cause(InstrumentKind asset, string transactionType, ExecutionAction? end, decimal price) =>
        (asset, end) switch
        {
            // An option that is assigned at a price is settled in cash, and brings no shares.
            (InstrumentKind.Option or InstrumentKind.FutureOption, ExecutionAction.Assigned) when price > 0 =>
                ExecutionCause.CashSettlement,
            (InstrumentKind.Option or InstrumentKind.FutureOption, { }) => ExecutionCause.OptionEnd,
            (_, { }) => ExecutionCause.Delivery,
            _ when transactionType != "BookTrade" => ExecutionCause.Trade,
            (InstrumentKind.Option or InstrumentKind.FutureOption, _) => ExecutionCause.Other,
            _ => ExecutionCause.Delivery,
        };

    private static string Contract(Func<string, string> field) =>
        Occ.Normal(field("symbol"))
        ?? Occ.Of(
            field("underlyingSymbol"),
            FieldText.Day(field("expiry"), "Expiry", s_days),
            field("putCall") == "C",
            FieldText.Number(field("strike"), "Strike")
        );

    /// <summary>A summary of executions that are listed themselves.</summary>
    internal static bool IsSummary(string levelOfDetail) =>
        levelOfDetail.Length > 0 && !levelOfDetail.Equals("EXECUTION", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Interactive Brokers' Flex query of trades as CSV.</summary>
internal sealed class InteractiveBrokersTable : IBrokerTable
{
    private static readonly Dictionary<string, string> s_names = new(StringComparer.Ordinal)
    {
        ["accountId"] = "ClientAccountID",
        ["assetCategory"] = "AssetClass",
        ["currency"] = "CurrencyPrimary",
        ["buySell"] = "Buy/Sell",
        ["putCall"] = "Put/Call",
        ["openCloseIndicator"] = "Open/CloseIndicator",
        ["notes"] = "Notes/Codes",
    };

    public string Name => "Interactive Brokers";

    public string[] Columns { get; } = ["Symbol", "DateTime", "Quantity", "TradePrice", "IBCommission"];

    public IReadOnlyList<BrokerRow> Read(TextTable table, BrokerFileContext context)
    {
        var (fills, unusable) = (new List<Fill>(), new List<BrokerRow>());
        foreach (var row in table.Rows.Where(row => !row.IsBlank && !InteractiveBrokersTrade.IsSummary(row["LevelOfDetail"])))
        {
            try
            {
                fills.Add(
                    InteractiveBrokersTrade.Read(
                        row.Line,
                        name => row[s_names.GetValueOrDefault(name, name)] is { Length: > 0 } value ? value : row[name],
                        context
                    )
                );
            }
            catch (Exception exception) when (exception is FormatException or OverflowException)
            {
                unusable.Add(new UnusableRow(row.Line, $"can't be read: {exception.Message}", true));
            }
        }

        return [.. new FillBook(new ContentIds("ibkr")).Rows(fills), .. unusable];
    }
}

/// <summary>Interactive Brokers' Flex query as XML: trades, cash transactions, and what else moves positions.</summary>
internal static class InteractiveBrokersXml
{
    internal const string Name = "Interactive Brokers";

    /// <summary>Reads every trade and cash transaction.</summary>
    /// <exception cref="UnknownBrokerFileException">It is other XML, or none.</exception>
    internal static IReadOnlyList<BrokerRow> Read(string text, BrokerFileContext context)
    {
        var root = Parse(text);
        if (root.Name.LocalName != "FlexQueryResponse")
            throw new UnknownBrokerFileException(
                $"It is XML with the root {root.Name.LocalName}; expected FlexQueryResponse, a Flex query of Interactive Brokers."
            );
        var (fills, others, ids) = (new List<Fill>(), new List<BrokerRow>(), new ContentIds("ibkr"));
        foreach (var element in root.Descendants())
        {
            var line = ((IXmlLineInfo)element).LineNumber;
            try
            {
                switch (element.Name.LocalName)
                {
                    case "Trade" when !InteractiveBrokersTrade.IsSummary(Field(element, "levelOfDetail")):
                        fills.Add(InteractiveBrokersTrade.Read(line, name => Field(element, name), context));
                        break;
                    case "CashTransaction" when !Field(element, "levelOfDetail").Equals("SUMMARY", StringComparison.OrdinalIgnoreCase):
                        others.Add(ReadCash(line, element, ids, context));
                        break;
                    case "CorporateAction" or "Transfer":
                        others.Add(new UnusableRow(line, $"is a {element.Name.LocalName}, which is not read", true));
                        break;
                }
            }
            catch (Exception exception) when (exception is FormatException or OverflowException)
            {
                others.Add(new UnusableRow(line, $"can't be read: {exception.Message}", element.Name.LocalName == "Trade"));
            }
        }

        return [.. new FillBook(ids).Rows(fills), .. others];
    }

    private static CashRow ReadCash(int line, XElement element, ContentIds ids, BrokerFileContext context)
    {
        var at = FieldText.Local(Field(element, "dateTime"), "dateTime", context.Zone, "uuuuMMdd';'HHmmss", "uuuuMMdd", "uuuu-MM-dd");
        var (kind, amount) = (Field(element, "type"), FieldText.Number(Field(element, "amount"), "amount"));
        var symbol = Field(element, "symbol");
        var account = context.Account ?? (Field(element, "accountId") is { Length: > 0 } given ? given : null);
        return new CashRow(
            line,
            ids.Of(account, at, Field(element, "transactionID"), $"{kind}/{symbol}", "cash", 0, amount),
            at,
            CashKinds.Of(kind, amount),
            Field(element, "description") is { Length: > 0 } description ? $"{kind}: {description}" : kind,
            amount,
            Field(element, "currency") is { Length: > 0 } currency ? currency : "USD",
            symbol.Length > 0 ? symbol : null,
            account
        );
    }

    private static string Field(XElement element, string name) => element.Attribute(name)?.Value.Trim() ?? "";

    private static XElement Parse(string text)
    {
        try
        {
            // No document type: an export has none, and entities of one can grow without end.
            using var reader = XmlReader.Create(
                new StringReader(text.TrimStart('\uFEFF')),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }
            );
            return XDocument.Load(reader, LoadOptions.SetLineInfo).Root!;
        }
        catch (XmlException exception)
        {
            throw new UnknownBrokerFileException($"It is not valid XML: {exception.Message}");
        }
    }
}
