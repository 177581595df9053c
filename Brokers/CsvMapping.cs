namespace LearningActors.Brokers;

/// <summary>How to read the CSV of a broker that is not known: which column holds what, and how it is written.</summary>
/// <remarks>
/// <code>
/// {
///   "name": "My broker",
///   "columns": {"time": "Datum", "symbol": "Symbol", "side": "Art", "quantity": "Stück", "price": "Kurs", "commission": "Provision"},
///   "time_format": "dd.MM.uuuu HH:mm:ss", "time_zone": "Europe/Berlin", "decimal_comma": true, "costs_are_negative": false,
///   "sides": {"Kauf": "BUY", "Verkauf": "SELL"}
/// }
/// </code>
/// </remarks>
/// <param name="Name">The broker; it is part of each row's id.</param>
/// <param name="Columns">The file's names of the columns.</param>
/// <param name="Sides">
/// The file's words for what was done: BUY and SELL, where it does not say whether a position is opened or closed; otherwise BTO, STO,
/// BTC, STC, assigned and expired.
/// </param>
/// <param name="TimeFormat">A pattern of NodaTime, such as <c>dd.MM.uuuu HH:mm:ss</c>; null for ISO 8601 with an offset.</param>
/// <param name="TimeZone">An IANA zone of times without an offset; null for the one the import was asked to use.</param>
/// <param name="DecimalComma">1.234,50 and not 1,234.50.</param>
/// <param name="CostsAreNegative">What was paid is less than 0.</param>
/// <param name="PriceIsPerShare">The price of a contract is for one share, as options are quoted.</param>
public sealed record CsvMapping(
    string Name,
    CsvColumns Columns,
    IReadOnlyDictionary<string, string> Sides,
    string? TimeFormat = null,
    string? TimeZone = null,
    bool DecimalComma = false,
    bool CostsAreNegative = false,
    bool PriceIsPerShare = true
)
{
    /// <summary>Reads a mapping file.</summary>
    /// <exception cref="UnknownBrokerFileException">It is not a mapping; the message names the line and the field.</exception>
    public static CsvMapping Parse(string json) => CsvMappingReader.Read(json);
}

/// <summary>The columns of a file. An option is named by its OCC symbol, or by its expiration, strike and right.</summary>
/// <param name="Time">When it was executed.</param>
/// <param name="Symbol">The share, or the OCC symbol of an option.</param>
/// <param name="Side">What was done; <see cref="CsvMapping.Sides"/> has its words.</param>
/// <param name="Quantity">Contracts or shares; the sign is not looked at.</param>
/// <param name="Price">The price.</param>
/// <param name="Commission">A cost.</param>
/// <param name="Fees">A cost.</param>
/// <param name="Currency">ISO 4217; USD without it.</param>
/// <param name="Order">The order number.</param>
/// <param name="Account">The account.</param>
/// <param name="Expiration">Of an option, as yyyy-MM-dd; empty for shares.</param>
/// <param name="Strike">Of an option.</param>
/// <param name="Right">Of an option: something that begins with C or P.</param>
public sealed record CsvColumns(
    string Time,
    string Symbol,
    string Side,
    string Quantity,
    string Price,
    string? Commission = null,
    string? Fees = null,
    string? Currency = null,
    string? Order = null,
    string? Account = null,
    string? Expiration = null,
    string? Strike = null,
    string? Right = null
);
